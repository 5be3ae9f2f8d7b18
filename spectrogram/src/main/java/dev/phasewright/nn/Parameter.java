package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/** One array of {@link Weights}, looked up anew each time that it is used. */
public final class Parameter {
    private final Weights weights;
    private final String name;

    Parameter(Weights weights, String name) {
        this.weights = weights;
        this.name = name;
    }

    /**
     * The array as it now is, float32.
     *
     * @throws IllegalArgumentException if the network was declared only to be counted
     */
    public NDArray array() {
        return weights.get(name);
    }

    /** The array as products in bfloat16 want it. */
    NDArray factor() {
        return weights.factor(name);
    }

    /** What products with the array are computed in. */
    Precision precision() {
        return weights.precision();
    }

    /** Whether the array will stay as it is. */
    boolean isFrozen() {
        return weights.isFrozen();
    }
}

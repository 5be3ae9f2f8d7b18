package dev.phasewright.nn;

import ai.djl.ndarray.types.Shape;

/** An array as it is stored: a shape and its values, row-major. Holds the array it is given, without a copy. */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    /** Pairs values with their shape. */
    public Tensor(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** The dimensions. */
    public Shape shape() {
        return shape;
    }

    /** The values, row-major; not a copy. */
    public float[] values() {
        return values;
    }
}

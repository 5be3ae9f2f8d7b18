package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/** Two linear layers over the last axis, {@code 0} and {@code 1}, with {@link Functional#gelu} between them. */
public final class Perceptron {
    private final Linear first;
    private final Linear second;

    Perceptron(Linear first, Linear second) {
        this.first = first;
        this.second = second;
    }

    /**
     * The layer's output.
     *
     * @param x {@code […, width]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        return switch (first.weight().precision()) {
            case FLOAT32 -> {
                try (NDArray hidden = first.forward(x);
                        NDArray active = Functional.gelu(hidden)) {
                    yield second.forward(active);
                }
            }
            case BFLOAT16 ->
                BFloat16.perceptron(
                        x,
                        first.weight().factor(),
                        first.bias().factor(),
                        second.weight().factor(),
                        second.bias().factor());
        };
    }
}

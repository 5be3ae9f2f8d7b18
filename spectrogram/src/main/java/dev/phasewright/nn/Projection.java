package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/** {@code x·Wᵀ} over the last axis, with a matrix {@code [out, in]} and no bias; always in float32. */
public final class Projection {
    private final Parameter matrix;

    Projection(Parameter matrix) {
        this.matrix = matrix;
    }

    /**
     * The layer's output.
     *
     * @param x {@code […, in]}
     * @return {@code […, out]}
     */
    public NDArray forward(NDArray x) {
        return x.getNDArrayInternal().linear(x, matrix.array(), null).singletonOrThrow();
    }
}

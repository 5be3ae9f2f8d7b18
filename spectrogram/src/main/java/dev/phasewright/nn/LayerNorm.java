package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/** Layer normalization over the last axis (Ba et al. 2016), with {@code weight} and {@code bias} {@code [width]}. */
public final class LayerNorm {
    private static final float EPSILON = 1e-6f;

    private final Parameter weight;
    private final Parameter bias;

    LayerNorm(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * The layer's output.
     *
     * @param x {@code […, width]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        NDArray scale = weight.array();
        return x.getNDArrayInternal()
                .layerNorm(x, scale.getShape(), scale, bias.array(), EPSILON)
                .singletonOrThrow();
    }
}

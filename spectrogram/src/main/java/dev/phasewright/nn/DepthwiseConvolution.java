package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/**
 * A convolution over time, each channel by itself, that keeps its length, with {@code weight} {@code [channels, 1,
 * kernel]} (odd) and {@code bias} {@code [channels]}; there are zeros beyond both ends.
 */
public final class DepthwiseConvolution {
    private final Parameter weight;
    private final Parameter bias;

    DepthwiseConvolution(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * The layer's output.
     *
     * @param x {@code [batch, time, channels]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        NDArray kernel = weight.array();
        return weight.isFrozen()
                ? Depthwise.convolution(x, kernel, bias.array())
                : Convolution.forward(
                        x, kernel, bias.array(), Math.toIntExact(x.getShape().get(2)));
    }
}

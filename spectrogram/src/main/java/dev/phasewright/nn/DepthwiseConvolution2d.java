package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A convolution over two axes, each channel by itself, that keeps their sizes, with {@code weight} {@code [channels, 1,
 * kernel, kernel]} (odd) and {@code bias} {@code [channels]}; there are zeros beyond all edges.
 */
public final class DepthwiseConvolution2d {
    private final Parameter weight;
    private final Parameter bias;

    DepthwiseConvolution2d(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * The layer's output.
     *
     * @param x {@code [batch, height, width, channels]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        NDArray kernel = weight.array();
        long channels = kernel.getShape().get(0);
        long reach = kernel.getShape().get(2) / 2;
        try (NDArray turned = x.transpose(0, 3, 1, 2);
                NDArray y = Conv2d.conv2d(
                                turned,
                                kernel,
                                bias.array(),
                                new Shape(1, 1),
                                new Shape(reach, reach),
                                new Shape(1, 1),
                                Math.toIntExact(channels))
                        .singletonOrThrow()) {
            return y.transpose(0, 2, 3, 1);
        }
    }
}

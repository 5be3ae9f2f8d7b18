package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;

/**
 * A convolution over time that keeps its length, with {@code weight} {@code [out, in, kernel]} (odd) and {@code bias}
 * {@code [out]}; there are zeros beyond both ends.
 */
public final class Convolution {
    private final Parameter weight;
    private final Parameter bias;

    Convolution(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * The layer's output.
     *
     * @param x {@code [batch, time, in]}
     * @return {@code [batch, time, out]}
     */
    public NDArray forward(NDArray x) {
        return forward(x, weight.array(), bias.array(), 1);
    }

    /** The convolution of each of {@code groups} groups of channels by itself. */
    static NDArray forward(NDArray x, NDArray kernel, NDArray bias, int groups) {
        long reach = kernel.getShape().get(2) / 2;
        try (NDArray turned = x.transpose(0, 2, 1);
                NDArray y = Conv1d.conv1d(turned, kernel, bias, new Shape(1), new Shape(reach), new Shape(1), groups)
                        .singletonOrThrow()) {
            return y.transpose(0, 2, 1);
        }
    }
}

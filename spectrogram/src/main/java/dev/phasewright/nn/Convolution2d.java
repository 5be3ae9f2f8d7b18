package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A two-dimensional convolution with {@code weight} {@code [out, in, kernel, kernel]} (odd kernel, padded to keep the size
 * before the stride) and {@code bias} {@code [out]}.
 */
public final class Convolution2d {
    private final Parameter weight;
    private final Parameter bias;
    private final int stride;

    Convolution2d(Parameter weight, Parameter bias, int stride) {
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
    }

    /**
     * The layer's output.
     *
     * @param x {@code [batch, in, height, width]}
     * @return {@code [batch, out, ⌈height / stride⌉, ⌈width / stride⌉]}
     */
    public NDArray forward(NDArray x) {
        if (LoneItem.is(x)) {
            try (NDArray two = LoneItem.twice(x);
                    NDArray both = forward(two)) {
                return LoneItem.first(both);
            }
        }
        NDArray kernel = weight.array();
        long reach = kernel.getShape().get(2) / 2;
        return Conv2d.conv2d(
                        x, kernel, bias.array(), new Shape(stride, stride), new Shape(reach, reach), new Shape(1, 1))
                .singletonOrThrow();
    }
}

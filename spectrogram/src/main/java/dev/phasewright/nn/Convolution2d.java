package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A two-dimensional convolution with {@code weight} {@code [out, in, kernel, kernel]} (odd kernel, padded to keep the size
 * before the stride) and {@code bias} {@code [out]}.
 */
public final class Convolution2d {
    /**
     * PyTorch leaves a single item of no more values not to oneDNN ({@code ConvParams::use_mkldnn} in its {@code
     * aten/src/ATen/native/Convolution.cpp}) but offers it to NNPACK, which says on stderr each time if it does not know the
     * processor, as in some virtual machines. Two items are oneDNN's, and cost next to nothing where they are so small.
     */
    private static final long LARGE = 20_480;

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
        if (x.getShape().get(0) == 1 && x.size() <= LARGE) {
            try (NDArray two = x.concat(x, 0);
                    NDArray both = forward(two)) {
                return both.get("0:1");
            }
        }
        NDArray kernel = weight.array();
        long reach = kernel.getShape().get(2) / 2;
        return Conv2d.conv2d(
                        x, kernel, bias.array(), new Shape(stride, stride), new Shape(reach, reach), new Shape(1, 1))
                .singletonOrThrow();
    }
}

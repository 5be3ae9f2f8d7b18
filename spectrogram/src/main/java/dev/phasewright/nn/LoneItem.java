package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/**
 * Batches of a single small item, whose convolutions PyTorch does not leave to oneDNN ({@code ConvParams::use_mkldnn} in its
 * {@code aten/src/ATen/native/Convolution.cpp}) but offers to NNPACK, which says on stderr each time if it does not know
 * the processor, as in some virtual machines. Two items are oneDNN's, and cost next to nothing where they are so small.
 */
final class LoneItem {
    /** An item of more values is oneDNN's although it is alone. */
    private static final long LARGE = 20_480;

    private LoneItem() {}

    static boolean is(NDArray x) {
        return x.getShape().get(0) == 1 && x.size() <= LARGE;
    }

    /** The item twice. */
    static NDArray twice(NDArray x) {
        return x.concat(x, 0);
    }

    /** The first of two. */
    static NDArray first(NDArray y) {
        return y.get("0:1");
    }
}

package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Parameter;
import dev.phasewright.nn.Perceptron;
import java.util.List;

/**
 * A stack of ConvNeXt blocks (Liu et al. 2022) over time, as Vocos has them (Siuzdak 2023): each adds to its input a
 * depthwise convolution over {@value #KERNEL} frames, layer normalization, a perceptron of one hidden layer, and a scale
 * for each channel. The frame rate stays the same throughout.
 */
public final class ConvNeXt {
    /** Frames that a convolution sees. */
    public static final int KERNEL = 7;

    /** The deviation that Vocos starts its kernels with. */
    private static final double DEVIATION = 0.02;

    private final List<Block> blocks;

    /**
     * A stack of {@code depth} blocks, which are declared by number; at first each contributes little.
     *
     * @param width channels of the input and output
     * @param hidden channels inside a block's perceptron
     * @param causal whether a frame sees itself and earlier frames only, instead of as many on both sides
     */
    public ConvNeXt(Declaration nn, int width, int hidden, int depth, boolean causal) {
        Initializer scale = Initializer.constant(1f / depth);
        blocks = nn.stack(depth, block -> new Block(block, width, hidden, causal, scale));
    }

    /** The number of frames before a frame that it depends on, and after it as well unless the stack is causal. */
    public static int reach(int depth, boolean causal) {
        return depth * (causal ? KERNEL - 1 : KERNEL / 2);
    }

    /**
     * The blocks, one after the other.
     *
     * @param x {@code [batch, time, width]}
     * @return {@code [batch, time, width]}
     */
    public NDArray forward(NDArray x) {
        NDArray h = x;
        for (Block block : blocks) {
            h = block.forward(h);
        }
        return h;
    }

    private static final class Block {
        private final DepthwiseConvolution convolution;
        private final LayerNorm norm;
        private final Perceptron perceptron;
        private final Parameter scale;
        private final boolean causal;

        Block(Declaration nn, int width, int hidden, boolean causal, Initializer initialScale) {
            convolution = nn.depthwiseConvolution("convolution", width, KERNEL, Initializer.normal(DEVIATION));
            norm = nn.layerNorm("norm", width);
            perceptron = nn.perceptron("mlp", width, hidden);
            scale = nn.parameter("scale", new Shape(width), initialScale);
            this.causal = causal;
        }

        NDArray forward(NDArray x) {
            NDArray h = causal ? earlier(x) : convolution.forward(x);
            h = perceptron.forward(norm.forward(h));
            return x.add(h.mul(scale.array()));
        }

        /** Zeros before the first frame push the symmetric kernel back until it ends at the frame itself. */
        private NDArray earlier(NDArray x) {
            Shape shape = x.getShape();
            NDArray zeros = x.getManager().zeros(new Shape(shape.get(0), KERNEL / 2, shape.get(2)), x.getDataType());
            return convolution.forward(zeros.concat(x, 1)).get(":, :" + shape.get(1) + ", :");
        }
    }
}

package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import java.util.random.RandomGenerator;

/**
 * A stack of ConvNeXt blocks (Liu et al. 2022) over time, as Vocos has them (Siuzdak 2023): each adds to its input a
 * depthwise convolution over {@value #KERNEL} frames, layer normalization, a perceptron of one hidden layer, and a scale
 * for each channel. The frame rate stays the same throughout.
 *
 * <p>Weights of block {@code i}, under {@code name.i}: {@code convolution.weight} {@code [width, 1, 7]} and {@code .bias},
 * {@code norm.weight} and {@code .bias}, {@code mlp.0} (to the hidden width) and {@code mlp.1} (back) as linear layers,
 * {@code scale} {@code [width]}.
 */
public final class ConvNeXt {
    public static final int KERNEL = 7;

    /** The deviation that Vocos starts its kernels with. */
    private static final double DEVIATION = 0.02;

    private final Weights weights;
    private final String name;
    private final int depth;
    private final boolean causal;

    /**
     * A stack over weights of {@link #initialize}, or of its names and shapes.
     *
     * @param causal whether a frame sees itself and earlier frames only, instead of as many on both sides
     */
    public ConvNeXt(Weights weights, String name, int depth, boolean causal) {
        this.weights = weights;
        this.name = name;
        this.depth = depth;
        this.causal = causal;
    }

    /** Adds new weights of {@code depth} blocks, each of which starts by contributing little. */
    public static void initialize(Weights into, String name, int width, int hidden, int depth, RandomGenerator random) {
        for (int i = 0; i < depth; i++) {
            String block = name + "." + i;
            into.addNormal(block + ".convolution.weight", new Shape(width, 1, KERNEL), DEVIATION, random);
            into.addConstant(block + ".convolution.bias", new Shape(width), 0);
            into.addLayerNorm(block + ".norm", width);
            into.addLinear(block + ".mlp.0", width, hidden, random);
            into.addLinear(block + ".mlp.1", hidden, width, random);
            into.addConstant(block + ".scale", new Shape(width), 1f / depth);
        }
    }

    /** The number of parameters that {@link #initialize} makes, found without making them; never overflows. */
    public static double parameters(int width, int hidden, int depth) {
        double perceptron = 2.0 * width * hidden + hidden + width;
        return depth * ((KERNEL + 1.0 + 2 + 1) * width + perceptron);
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
        for (int i = 0; i < depth; i++) {
            h = block(h, name + "." + i);
        }
        return h;
    }

    private NDArray block(NDArray x, String block) {
        NDArray h = convolution(x, block + ".convolution");
        h = Layers.layerNorm(h, weights, block + ".norm");
        h = Layers.perceptron(h, weights, block + ".mlp");
        return x.add(h.mul(weights.get(block + ".scale")));
    }

    private NDArray convolution(NDArray x, String convolution) {
        if (!causal) {
            return Layers.depthwiseConvolution(x, weights, convolution);
        }
        // Zeros before the first frame push the symmetric kernel back until it ends at the frame itself.
        Shape shape = x.getShape();
        NDArray zeros = x.getManager().zeros(new Shape(shape.get(0), KERNEL / 2, shape.get(2)), x.getDataType());
        return Layers.depthwiseConvolution(zeros.concat(x, 1), weights, convolution)
                .get(":, :" + shape.get(1) + ", :");
    }
}

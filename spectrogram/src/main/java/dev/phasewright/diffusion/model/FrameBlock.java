package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Perceptron;

/**
 * A block that works on single frames: a depthwise convolution over a few of them, layer normalization, and a perceptron
 * over the channels, added to the input (Liu et al. 2022, ConvNeXt), modulated by what is asked for as a {@link
 * TransformerBlock} is. It sees no farther than its convolution does; what is far is the tokens' business.
 */
final class FrameBlock {
    private static final int KERNEL = 7;
    private static final int MLP_RATIO = 3;
    /** A shift, a scale and a gate. */
    private static final int MODULATIONS = 3;

    private final Linear modulation;
    private final DepthwiseConvolution convolution;
    private final LayerNorm norm;
    private final Perceptron perceptron;

    FrameBlock(TransformerSpec spec, Declaration nn) {
        long width = spec.frameWidth();
        Declaration frames = nn.positions(spec.frames());
        modulation = nn.linear("modulation", spec.width(), MODULATIONS * width, Initializer.ZEROS);
        convolution = frames.depthwiseConvolution("convolution", width, KERNEL, Initializer.normal(0.2));
        norm = frames.layerNorm("norm", width);
        perceptron = frames.perceptron("mlp", width, MLP_RATIO * width);
    }

    /**
     * The block's output.
     *
     * @param x {@code [batch, frames, frameWidth]}
     * @param c what is asked for
     * @return {@code [batch, frames, frameWidth]}
     */
    NDArray forward(NDArray x, Conditioning c) {
        NDList m = c.through(modulation).split(MODULATIONS, 2);
        NDArray a = norm.forward(convolution.forward(x));
        NDArray b = perceptron.forward(TransformerBlock.modulate(a, m.get(0), m.get(1)));
        return x.add(b.mul(m.get(2)));
    }
}

package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Perceptron;
import dev.phasewright.nn.SelfAttention;

/**
 * A block of a {@link DiffusionTransformer}: attention and a perceptron, each added to its input and modulated by what is
 * asked for through adaptive layer normalization that starts at zero (Peebles &amp; Xie 2023, adaLN-Zero). It begins with
 * a depthwise convolution over a few tokens, which learns what is local in time more cheaply than attention does.
 */
final class TransformerBlock {
    static final int KERNEL = 5;
    private static final int MLP_RATIO = 4;
    /** A shift, a scale and a gate for each half. */
    private static final int MODULATIONS = 6;

    private final Linear modulation;
    private final LayerNorm attentionNorm;
    private final LayerNorm perceptronNorm;
    private final DepthwiseConvolution convolution;
    private final SelfAttention attention;
    private final Perceptron perceptron;

    TransformerBlock(TransformerSpec spec, Declaration nn) {
        long width = spec.width();
        Declaration tokens = nn.positions(spec.tokens());
        modulation = nn.linear("modulation", spec.conditions(), MODULATIONS * width, Initializer.ZEROS);
        attentionNorm = tokens.layerNorm("attention.norm", width);
        perceptronNorm = tokens.layerNorm("mlp.norm", width);
        convolution = tokens.depthwiseConvolution("convolution", width, KERNEL, Initializer.ZEROS);
        attention = tokens.selfAttention("attention", width, spec.heads());
        perceptron = tokens.perceptron("mlp", width, MLP_RATIO * width);
    }

    /**
     * The block's output.
     *
     * @param x {@code [batch, tokens, width]}
     * @param c what is asked for
     * @return {@code [batch, tokens, width]}
     */
    NDArray forward(NDArray x, Conditioning c) {
        NDList m = c.through(modulation).split(MODULATIONS, 2);
        NDArray a = modulate(attentionNorm.forward(x), m.get(0), m.get(1));
        a = a.add(convolution.forward(a));
        NDArray h = x.add(attention.forward(a).mul(m.get(2)));
        NDArray b = modulate(perceptronNorm.forward(h), m.get(3), m.get(4));
        return h.add(perceptron.forward(b).mul(m.get(5)));
    }

    /** What is normal, scaled and shifted; at zero, the same. */
    static NDArray modulate(NDArray normal, NDArray shift, NDArray scale) {
        return normal.mul(scale.add(1)).add(shift);
    }
}

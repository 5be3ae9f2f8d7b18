package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Parameter;
import dev.phasewright.nn.Projection;
import dev.phasewright.nn.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A diffusion transformer over time (Peebles &amp; Xie 2023, DiT): a few frames make a token; blocks of attention and
 * perceptron are modulated by noise level, class and pitch. Untrained, it returns zeros.
 *
 * <p>Two things differ from the DiT of images. Each block begins with a depthwise convolution over five tokens, which
 * learns what is local in time more cheaply than attention does; and the first layer sees a token's neighbours and the
 * last one follows such a convolution, so that frames join without a seam where tokens meet. And the noisy token itself
 * goes round the blocks to the output: a token has more values than the network has channels, so noise, which fills all
 * of them, cannot pass through. What passes is the clean sound, which needs fewer; noise is what is left of the token
 * beside it. Without this way round much of the noise stays in every sample. Nearly all work is matrix products.
 *
 * <p>At the end small convolutions over time and bands ({@link LocalRefinement}) may have the last word. They learn in two
 * hundred updates what the blocks alone take thousands for: that a harmonic is a line, and silence silent.
 *
 * <p>It may be shown where harmonics are ({@link dev.phasewright.diffusion.harmonic.Harmonics}): tokens begin with their
 * combs, and the blocks say of each band of each frame how strong the comb is in it, as a source and a filter would
 * (Fant 1960).
 */
public final class DiffusionTransformer {
    private final TransformerSpec spec;
    private final Weights weights;
    private final Linear input;
    private final Parameter position;
    private final ConditionEmbedding embedding;
    private final List<TransformerBlock> blocks;
    private final LayerNorm finalNorm;
    private final Linear finalModulation;
    private final DepthwiseConvolution finalConvolution;
    private final Linear output;
    private final Linear skipModulation;
    private final Projection skip;
    private final @Nullable Projection combInput;
    private final @Nullable Linear combGate;
    private final List<LocalRefinement> refinements;

    /** A network over the weights of a declaration. */
    public DiffusionTransformer(TransformerSpec spec, Declaration nn) {
        this.spec = spec;
        this.weights = nn.weights();
        long width = spec.width();
        long token = (long) spec.framesPerToken() * spec.bands();
        Declaration tokens = nn.positions(spec.tokens());
        input = tokens.linear("input", 3 * token, width);
        position = nn.parameter("position", new Shape(1, spec.tokens(), width), Initializer.normal(0.02));
        embedding = new ConditionEmbedding(spec, nn);
        blocks = nn.sub("blocks").stack(spec.depth(), block -> new TransformerBlock(spec, block));
        finalNorm = tokens.layerNorm("final.norm", width);
        finalModulation = nn.linear("final.modulation", spec.conditions(), 2 * width, Initializer.ZEROS);
        finalConvolution =
                tokens.depthwiseConvolution("final.convolution", width, TransformerBlock.KERNEL, Initializer.ZEROS);
        output = tokens.linear("output", width, token, Initializer.ZEROS);
        skipModulation = nn.linear("skip.modulation", spec.conditions(), spec.bands(), Initializer.ZEROS);
        skip = tokens.projection("skip.weight", spec.isRefined() ? 3 * token : token, token, Initializer.ZEROS);
        combInput = spec.harmonics() ? tokens.projection("comb.input", token, width, Initializer.ZEROS) : null;
        combGate = spec.harmonics() ? tokens.linear("comb.gate", width, token, Initializer.ZEROS) : null;
        refinements = spec.refinements().stream()
                .map(size -> new LocalRefinement(spec, size, nn.sub("local." + size.patch())))
                .toList();
    }

    /** The size of such a network, one clip being an item. */
    public static NetworkSize size(TransformerSpec spec) {
        return Declaration.size(nn -> new DiffusionTransformer(spec, nn));
    }

    /** The network's weights. */
    public Weights weights() {
        return weights;
    }

    /**
     * The network's raw output.
     *
     * @param x {@code [batch, frames, bands]}
     * @param noise the noise level's logarithm (of EDM's {@code c_noise}), one for each item
     * @param condition each item's class and pitch
     * @return {@code [batch, frames, bands]}
     * @throws IllegalArgumentException if the network does not know a class or a pitch
     */
    public NDArray forward(NDArray x, double[] noise, Condition condition) {
        return forward(x, noise, condition, null);
    }

    /**
     * The network's raw output, where it is shown harmonics.
     *
     * @param x {@code [batch, frames, bands]}
     * @param noise the noise level's logarithm, one for each item
     * @param condition each item's class and pitch
     * @param combs of the shape of {@code x}, zeros where there is nothing to show; or null for nothing anywhere
     * @return {@code [batch, frames, bands]}
     * @throws IllegalArgumentException as {@link #forward(NDArray, double[], Condition)} does, or if the network cannot be
     *     shown any
     */
    public NDArray forward(NDArray x, double[] noise, Condition condition, @Nullable NDArray combs) {
        return forward(x, Conditioning.together(embedding, x.getManager(), noise, condition), combs);
    }

    /**
     * The network's raw output, to the bit the same for an item whatever the others are (in float32).
     *
     * @param x {@code [batch, frames, bands]}
     * @param noise the noise level's logarithm, of all items
     * @param condition each item's class and pitch
     * @param combs as in {@link #forward(NDArray, double[], Condition, NDArray)}
     * @return {@code [batch, frames, bands]}
     * @throws IllegalArgumentException as {@link #forward(NDArray, double[], Condition, NDArray)} does
     */
    NDArray forwardApart(NDArray x, double noise, Condition condition, @Nullable NDArray combs) {
        return forward(x, Conditioning.apart(embedding, x.getManager(), noise, condition), combs);
    }

    private NDArray forward(NDArray x, Conditioning c, @Nullable NDArray combs) {
        if (combs != null && !spec.harmonics()) {
            throw new IllegalArgumentException("the network cannot be shown harmonics");
        }
        long batch = x.getShape().get(0);
        NDArray tokens = x.reshape(batch, spec.tokens(), (long) spec.framesPerToken() * spec.bands());
        NDArray h = input.forward(Functional.withNeighbours(tokens)).add(position.array());
        NDArray shown = combs == null && spec.harmonics() ? x.zerosLike() : combs;
        NDArray combTokens = shown == null ? null : shown.reshape(tokens.getShape());
        if (combTokens != null && combInput != null) {
            h = h.add(combInput.forward(combTokens));
        }
        for (TransformerBlock block : blocks) {
            h = block.forward(h, c);
        }
        NDList modulation = c.through(finalModulation).split(2, 2);
        h = TransformerBlock.modulate(finalNorm.forward(h), modulation.get(0), modulation.get(1));
        h = h.add(finalConvolution.forward(h));
        NDArray scale = c.through(skipModulation).add(1);
        NDArray scaled = x.mul(scale).reshape(tokens.getShape());
        NDArray around = skip.forward(spec.isRefined() ? Functional.withNeighbours(scaled) : scaled);
        if (combTokens != null && combGate != null) {
            around = around.add(combGate.forward(h).mul(combTokens));
        }
        NDArray y = output.forward(h).add(around).reshape(batch, spec.frames(), spec.bands());
        for (LocalRefinement refinement : refinements) {
            y = refinement.forward(x, y, c, shown);
        }
        return y;
    }
}

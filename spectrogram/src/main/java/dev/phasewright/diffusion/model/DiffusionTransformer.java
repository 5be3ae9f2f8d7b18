package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Parameter;
import dev.phasewright.nn.Weights;
import java.util.List;
import java.util.Optional;

/**
 * A diffusion transformer over time (Peebles &amp; Xie 2023, DiT): a few frames make a token; blocks of attention and
 * perceptron are modulated by noise level, class and pitch. Untrained, it returns zeros.
 *
 * <p>Two things differ from the DiT of images. Each block begins with a depthwise convolution over five tokens, which
 * learns what is local in time more cheaply than attention does. And what is fine goes past the tokens, which have no room
 * for it: the frames themselves, worked on before and after by blocks of their own ({@link FrameEntrance}, {@link
 * FrameExit}), or at least the noise ({@link TokenExit}). Nearly all work is matrix products.
 */
public final class DiffusionTransformer {
    private final Weights weights;
    private final Entrance entrance;
    private final Parameter position;
    private final ConditionEmbedding embedding;
    private final List<TransformerBlock> blocks;
    private final Exit exit;
    private final Optional<LocalRefinement> refinement;

    /** A network over the weights of a declaration. */
    public DiffusionTransformer(TransformerSpec spec, Declaration nn) {
        this.weights = nn.weights();
        entrance = Entrance.of(spec, nn);
        position = nn.parameter("position", new Shape(1, spec.tokens(), spec.width()), Initializer.normal(0.02));
        embedding = new ConditionEmbedding(spec, nn);
        blocks = nn.sub("blocks").stack(spec.depth(), block -> new TransformerBlock(spec, block));
        exit = Exit.of(spec, nn);
        refinement = spec.localChannels() == 0
                ? Optional.empty()
                : Optional.of(new LocalRefinement(spec, nn.sub("local")));
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
        return forward(x, Conditioning.together(embedding, x.getManager(), noise, condition));
    }

    /**
     * The network's raw output, to the bit the same for an item whatever the others are (in float32).
     *
     * @param x {@code [batch, frames, bands]}
     * @param noise the noise level's logarithm, of all items
     * @param condition each item's class and pitch
     * @return {@code [batch, frames, bands]}
     * @throws IllegalArgumentException if the network does not know a class or a pitch
     */
    NDArray forwardApart(NDArray x, double noise, Condition condition) {
        return forward(x, Conditioning.apart(embedding, x.getManager(), noise, condition));
    }

    private NDArray forward(NDArray x, Conditioning c) {
        Entrance.Entered entered = entrance.enter(x, c);
        NDArray h = entered.tokens().add(position.array());
        for (TransformerBlock block : blocks) {
            h = block.forward(h, c);
        }
        NDArray y = exit.leave(x, entered.frames(), h, c);
        return refinement.map(r -> r.forward(x, y, c)).orElse(y);
    }
}

package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Declaration;

/** How tokens become the frames of a clip again. Untrained, they are zeros. */
sealed interface Exit permits TokenExit, FrameExit {
    /** The one that a network of this size has. */
    static Exit of(TransformerSpec spec, Declaration nn) {
        return spec.frameBlocks() == 0 ? new TokenExit(spec, nn) : new FrameExit(spec, nn);
    }

    /**
     * The network's output.
     *
     * @param x its input {@code [batch, frames, bands]}
     * @param frames what went past the tokens
     * @param tokens {@code [batch, tokens, width]}
     * @param c what is asked for
     * @return {@code [batch, frames, bands]}
     */
    NDArray leave(NDArray x, NDArray frames, NDArray tokens, Conditioning c);
}

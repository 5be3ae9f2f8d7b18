package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Declaration;

/** How the frames of a clip become tokens. */
sealed interface Entrance permits TokenEntrance, FrameEntrance {
    /**
     * What has gone in.
     *
     * @param frames what goes past the tokens to the {@link Exit}
     * @param tokens {@code [batch, tokens, width]}
     */
    record Entered(NDArray frames, NDArray tokens) {}

    /** The one that a network of this size has. */
    static Entrance of(TransformerSpec spec, Declaration nn) {
        return spec.frameBlocks() == 0 ? new TokenEntrance(spec, nn) : new FrameEntrance(spec, nn);
    }

    /**
     * Takes in a noisy clip.
     *
     * @param x {@code [batch, frames, bands]}
     * @param c what is asked for
     */
    Entered enter(NDArray x, Conditioning c);
}

package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Linear;

/** A few frames are laid side by side; a linear layer makes a token of them and their neighbours. */
final class TokenEntrance implements Entrance {
    private final TransformerSpec spec;
    private final Linear input;

    TokenEntrance(TransformerSpec spec, Declaration nn) {
        this.spec = spec;
        long token = (long) spec.framesPerToken() * spec.bands();
        input = nn.positions(spec.tokens()).linear("input", 3 * token, spec.width());
    }

    @Override
    public Entered enter(NDArray x, Conditioning c) {
        NDArray frames = x.reshape(x.getShape().get(0), spec.tokens(), (long) spec.framesPerToken() * spec.bands());
        return new Entered(x, input.forward(Functional.withNeighbours(frames)));
    }
}

package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Linear;
import java.util.List;

/**
 * Blocks that work on single frames, before a token is made of a few of them (an hourglass, Nawrot et al. 2022). A frame has
 * more channels there than it has bands, so nothing need be left behind, the noise included; harmonics, for which a token
 * has no room, go past the tokens to the {@link FrameExit}.
 */
final class FrameEntrance implements Entrance {
    private final TransformerSpec spec;
    private final Linear input;
    private final List<FrameBlock> blocks;
    private final Linear merge;

    FrameEntrance(TransformerSpec spec, Declaration nn) {
        this.spec = spec;
        input = nn.positions(spec.frames()).linear("frames.input", spec.bands(), spec.frameWidth());
        blocks = nn.sub("frames.before").stack(spec.frameBlocks(), block -> new FrameBlock(spec, block));
        merge = nn.positions(spec.tokens())
                .linear("merge", (long) spec.framesPerToken() * spec.frameWidth(), spec.width());
    }

    @Override
    public Entered enter(NDArray x, Conditioning c) {
        NDArray frames = input.forward(x);
        for (FrameBlock block : blocks) {
            frames = block.forward(frames, c);
        }
        NDArray beside = frames.reshape(x.getShape().get(0), spec.tokens(), -1);
        return new Entered(frames, merge.forward(beside));
    }
}

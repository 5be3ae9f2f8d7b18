package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Projection;
import java.util.List;

/**
 * A few frames are made of each token, joined with what went past the tokens, and worked on as single frames again. The
 * noisy clip itself goes round all blocks to the output, which is affine in it to begin with.
 */
final class FrameExit implements Exit {
    private final Linear split;
    private final Linear join;
    private final List<FrameBlock> blocks;
    private final LayerNorm norm;
    private final Linear modulation;
    private final Linear output;
    private final Linear skipModulation;
    private final Projection skip;

    FrameExit(TransformerSpec spec, Declaration nn) {
        long bands = spec.bands();
        long frame = spec.frameWidth();
        long width = spec.width();
        Declaration frames = nn.positions(spec.frames());
        split = nn.positions(spec.tokens()).linear("split", width, spec.framesPerToken() * frame);
        join = frames.linear("frames.join", 2 * frame, frame);
        blocks = nn.sub("frames.after").stack(spec.frameBlocks(), block -> new FrameBlock(spec, block));
        norm = frames.layerNorm("final.norm", frame);
        modulation = nn.linear("final.modulation", width, 2 * frame, Initializer.ZEROS);
        output = frames.linear("frames.output", frame, bands, Initializer.ZEROS);
        skipModulation = nn.linear("skip.modulation", width, bands, Initializer.ZEROS);
        skip = frames.projection("frames.skip", bands, bands, Initializer.ZEROS);
    }

    @Override
    public NDArray leave(NDArray x, NDArray frames, NDArray tokens, Conditioning c) {
        NDArray far = split.forward(tokens).reshape(frames.getShape());
        NDArray h = join.forward(frames.concat(far, 2));
        for (FrameBlock block : blocks) {
            h = block.forward(h, c);
        }
        NDList m = c.through(modulation).split(2, 2);
        NDArray y = output.forward(TransformerBlock.modulate(norm.forward(h), m.get(0), m.get(1)));
        return y.add(skip.forward(x.mul(c.through(skipModulation).add(1))));
    }
}

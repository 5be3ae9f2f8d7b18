package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Projection;
import java.util.Optional;

/**
 * A linear layer makes a few frames of a token, after a depthwise convolution over tokens, so that frames join without a seam
 * where tokens meet. And the noisy token itself goes round the blocks to the output: a token has more values than the network
 * has channels, so noise, which fills all of them, cannot pass through. What passes is the clean sound, which needs fewer;
 * noise is what is left of the token beside it. Without this way round much of the noise stays in every sample.
 */
final class TokenExit implements Exit {
    private final TransformerSpec spec;
    private final LayerNorm norm;
    private final Linear modulation;
    private final DepthwiseConvolution convolution;
    private final Optional<Linear> hidden;
    private final Linear output;
    private final Linear skipModulation;
    private final Projection skip;

    TokenExit(TransformerSpec spec, Declaration nn) {
        this.spec = spec;
        long width = spec.width();
        long token = (long) spec.framesPerToken() * spec.bands();
        Declaration tokens = nn.positions(spec.tokens());
        norm = tokens.layerNorm("final.norm", width);
        modulation = nn.linear("final.modulation", spec.conditions(), 2 * width, Initializer.ZEROS);
        convolution =
                tokens.depthwiseConvolution("final.convolution", width, TransformerBlock.KERNEL, Initializer.ZEROS);
        hidden = spec.readout() == 0 ? Optional.empty() : Optional.of(tokens.linear("readout", width, spec.readout()));
        output = tokens.linear("output", spec.readout() == 0 ? width : spec.readout(), token, Initializer.ZEROS);
        skipModulation = nn.linear("skip.modulation", spec.conditions(), spec.bands(), Initializer.ZEROS);
        skip = tokens.projection("skip.weight", 3 * token, token, Initializer.ZEROS);
    }

    @Override
    public NDArray leave(NDArray x, NDArray frames, NDArray tokens, Conditioning c) {
        long batch = x.getShape().get(0);
        NDList m = c.through(modulation).split(2, 2);
        NDArray h = TransformerBlock.modulate(norm.forward(tokens), m.get(0), m.get(1));
        h = h.add(convolution.forward(h));
        NDArray scale = c.through(skipModulation).add(1);
        NDArray beside = x.mul(scale).reshape(batch, spec.tokens(), -1);
        NDArray around = skip.forward(Functional.withNeighbours(beside));
        NDArray said = h;
        NDArray wide = hidden.map(layer -> Functional.gelu(layer.forward(said))).orElse(said);
        return output.forward(wide).add(around).reshape(x.getShape());
    }
}

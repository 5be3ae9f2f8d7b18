package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.vocoder.mel.MelInversion;

/**
 * Linear magnitudes from log-mel ones: a stack of ConvNeXt blocks over time corrects what {@link MelInversion} says.
 * Where bands are wider than the gaps between harmonics, it has to know what sound looks like. (FreeV, Lv et al. 2024,
 * starts from the pseudo-inverse of the filter bank in the same way; {@link MelInversion}'s table says why not from
 * that one.)
 */
public final class MagnitudeNetwork {
    private static final int EXPANSION = 3;
    /** Brings log-mel values, some −5 to 5, to the scale that networks like. */
    private static final double INPUT_SCALE = 0.3;
    /** ln of a magnitude below which nothing needs to be told apart: less than the rounding of 16-bit samples makes. */
    public static final float QUIETEST = (float) Math.log(1e-3);

    private static final float LEAST = 1e-3f;

    private final Linear input;
    private final LayerNorm first;
    private final ConvNeXt blocks;
    private final LayerNorm norm;
    private final Linear output;

    /** A network over the weights of a declaration; at first it returns what it is given. */
    MagnitudeNetwork(VocoderSpec spec, Declaration nn) {
        int width = spec.magnitudeWidth();
        input = nn.linear("input", spec.features().bands(), width);
        first = nn.layerNorm("first", width);
        blocks = new ConvNeXt(nn.sub("blocks"), width, EXPANSION * width, spec.magnitudeDepth(), false);
        norm = nn.layerNorm("norm", width);
        output = nn.linear("output", width, spec.stft().bins(), Initializer.ZEROS);
    }

    /** The size of such a network, one frame being an item. */
    public static NetworkSize size(VocoderSpec spec) {
        return Declaration.size(nn -> new MagnitudeNetwork(spec, nn));
    }

    /** Frames on either side of a frame that its magnitudes depend on. */
    static int reach(VocoderSpec spec) {
        return ConvNeXt.reach(spec.magnitudeDepth(), false);
    }

    /** What is known without a network, and is to be given to it in logarithms, {@code [frames × bins]}. */
    public static float[] prior(Magnitudes inverted) {
        float[] values = inverted.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(LEAST, values[i]);
        }
        return values;
    }

    /**
     * The logarithms of the magnitudes.
     *
     * @param mel log-mel values {@code [batch, frames, bands]}
     * @param prior the logarithm of {@link #prior}, {@code [batch, frames, bins]}
     * @return {@code [batch, frames, bins]}
     */
    public NDArray forward(NDArray mel, NDArray prior) {
        NDArray h = first.forward(input.forward(Functional.scale(mel, INPUT_SCALE)));
        h = output.forward(norm.forward(blocks.forward(h)));
        return h.add(prior);
    }
}

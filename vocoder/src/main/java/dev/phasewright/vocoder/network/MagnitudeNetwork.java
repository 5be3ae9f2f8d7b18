package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.vocoder.mel.MelInversion;
import java.util.random.RandomGenerator;

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

    private final Weights weights;
    private final String name;
    private final ConvNeXt blocks;

    /** A network over the weights under {@code name}. */
    MagnitudeNetwork(VocoderSpec spec, Weights weights, String name) {
        this.weights = weights;
        this.name = name;
        this.blocks = new ConvNeXt(weights, name + ".blocks", spec.magnitudeDepth(), false);
    }

    /** Adds new weights under {@code name}: with them the network returns what it is given. */
    static void initialize(VocoderSpec spec, Weights into, String name, RandomGenerator random) {
        int width = spec.magnitudeWidth();
        into.addLinear(name + ".input", spec.features().bands(), width, random);
        into.addLayerNorm(name + ".first", width);
        ConvNeXt.initialize(into, name + ".blocks", width, EXPANSION * width, spec.magnitudeDepth(), random);
        into.addLayerNorm(name + ".norm", width);
        into.addZeroLinear(name + ".output", width, spec.stft().bins());
    }

    /** The number of parameters that {@link #initialize} makes, found without making them; never overflows. */
    static double parameters(VocoderSpec spec) {
        double width = spec.magnitudeWidth();
        return (spec.features().bands() + 1 + 4) * width
                + ConvNeXt.parameters(spec.magnitudeWidth(), EXPANSION * spec.magnitudeWidth(), spec.magnitudeDepth())
                + (width + 1) * spec.stft().bins();
    }

    /** Frames on either side of a frame that its magnitudes depend on. */
    static int reach(VocoderSpec spec) {
        return ConvNeXt.reach(spec.magnitudeDepth(), false);
    }

    /** Floating-point operations of one frame, forward, a multiplication and an addition counted apart. */
    public static double flopsPerFrame(VocoderSpec spec) {
        double width = spec.magnitudeWidth();
        double block = 2 * EXPANSION * width * width + ConvNeXt.KERNEL * width;
        double ends = (spec.features().bands() + spec.stft().bins()) * width;
        return 2 * (spec.magnitudeDepth() * block + ends);
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
        NDArray h = Layers.linear(Layers.scale(mel, INPUT_SCALE), weights, name + ".input");
        h = blocks.forward(Layers.layerNorm(h, weights, name + ".first"));
        h = Layers.linear(Layers.layerNorm(h, weights, name + ".norm"), weights, name + ".output");
        return h.add(prior);
    }
}

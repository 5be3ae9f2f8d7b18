package dev.phasewright.vocoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.learn.Layers;
import dev.phasewright.spectrogram.learn.Weights;
import java.util.random.RandomGenerator;

/**
 * Linear magnitudes from log-mel ones: a stack of ConvNeXt blocks over time corrects the mel envelope, interpolated
 * between the bands' centres. Where bands are wider than the gaps between harmonics, it has to know what sound looks
 * like. (FreeV, Lv et al. 2024, starts from the pseudo-inverse of the filter bank in the same way.)
 */
final class MagnitudeNetwork {
    private static final int EXPANSION = 3;
    /** Brings log-mel values, some −5 to 5, to the scale that networks like. */
    private static final double INPUT_SCALE = 0.3;

    private final VocoderSpec spec;
    private final Weights weights;
    private final String name;
    private final ConvNeXt blocks;
    private final float[] slope;
    private final float[] offset;

    /** A network over the weights under {@code name}. */
    MagnitudeNetwork(VocoderSpec spec, Weights weights, String name) {
        this.spec = spec;
        this.weights = weights;
        this.name = name;
        this.blocks = new ConvNeXt(weights, name + ".blocks", spec.magnitudeDepth(), false);
        MelInversion inversion = MelInversion.of(spec.features());
        this.slope = inversion.interpolation();
        this.offset = inversion.interpolationOffset();
    }

    /** Adds new weights under {@code name}: with them the network returns the interpolated envelope. */
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
    static double flopsPerFrame(VocoderSpec spec) {
        double width = spec.magnitudeWidth();
        double block = 2 * EXPANSION * width * width + ConvNeXt.KERNEL * width;
        double ends = spec.features().bands() * (width + spec.stft().bins())
                + width * spec.stft().bins();
        return 2 * (spec.magnitudeDepth() * block + ends);
    }

    /**
     * The logarithms of the magnitudes.
     *
     * @param mel log-mel values {@code [batch, frames, bands]}
     * @return {@code [batch, frames, bins]}
     */
    NDArray forward(NDArray mel) {
        NDManager scope = mel.getManager();
        int bins = spec.stft().bins();
        NDArray h = Layers.linear(Layers.scale(mel, INPUT_SCALE), weights, name + ".input");
        h = blocks.forward(Layers.layerNorm(h, weights, name + ".first"));
        h = Layers.linear(Layers.layerNorm(h, weights, name + ".norm"), weights, name + ".output");
        NDArray envelope = mel.matMul(
                        scope.create(slope, new Shape(spec.features().bands(), bins)))
                .add(scope.create(offset, new Shape(bins)));
        return h.add(envelope);
    }
}

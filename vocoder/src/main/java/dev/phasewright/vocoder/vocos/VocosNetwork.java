package dev.phasewright.vocoder.vocos;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.network.ConvNeXt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Vocos (H. Siuzdak, "Vocos: closing the gap between time-domain and Fourier-based neural vocoders for high-quality audio
 * synthesis", 2023): a convolution over {@value ConvNeXt#KERNEL} frames, {@link ConvNeXt} blocks, and one linear layer to
 * the logarithm of magnitude and the phase of every bin.
 */
final class VocosNetwork {
    /** The published safeguard against a model gone wild. */
    private static final double LOUDEST = 1e2;

    private static final double DEVIATION = 0.02;

    private final VocosSpec spec;
    private final Weights weights;
    private final ConvNeXt blocks;

    /** A network with the weights of {@link #initialize}. */
    VocosNetwork(VocosSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
        this.blocks = new ConvNeXt(weights, "backbone.convnext", spec.depth(), false);
    }

    /** Weights to be loaded, under the published names, but for those of the blocks, which are {@link ConvNeXt}'s. */
    static Weights initialize(VocosSpec spec, NDManager manager) {
        RandomGenerator random = new SplittableRandom(0);
        int width = spec.width();
        Weights w = Weights.blank(manager);
        Shape kernel = new Shape(width, spec.features().bands(), ConvNeXt.KERNEL);
        w.addNormal("backbone.embed.weight", kernel, DEVIATION, random);
        w.addConstant("backbone.embed.bias", new Shape(width), 0);
        w.addLayerNorm("backbone.norm", width);
        ConvNeXt.initialize(w, "backbone.convnext", width, spec.hidden(), spec.depth(), random);
        w.addLayerNorm("backbone.final_layer_norm", width);
        w.addLinear("head.out", width, 2 * spec.features().stft().bins(), random);
        return w;
    }

    /** The name that a weight was published under. */
    static String publishedName(String name) {
        return name.replace(".convolution.", ".dwconv.")
                .replace(".mlp.0.", ".pwconv1.")
                .replace(".mlp.1.", ".pwconv2.")
                .replace(".scale", ".gamma");
    }

    /** The number of frames on either side of a frame that it depends on. */
    int reach() {
        return ConvNeXt.KERNEL / 2 + ConvNeXt.reach(spec.depth(), false);
    }

    /**
     * The spectrum of a piece of sound.
     *
     * @param x log-mel values {@code [1, frames, bands]}
     * @throws IllegalStateException if the weights make values that are not finite
     */
    ComplexSpectrogram spectrum(NDArray x) {
        NDArray h = Layers.convolution(x, weights, "backbone.embed");
        h = Layers.layerNorm(h, weights, "backbone.norm");
        h = blocks.forward(h);
        h = Layers.layerNorm(h, weights, "backbone.final_layer_norm");
        NDList halves = Layers.linear(h, weights, "head.out").split(2, 2);
        NDArray magnitude = halves.get(0).exp().minimum(LOUDEST);
        NDArray phase = halves.get(1);
        StftSpec stft = spec.features().stft();
        int frames = Math.toIntExact(x.getShape().get(1));
        return new ComplexSpectrogram(
                stft, stft.samples(frames), finite(magnitude.mul(phase.cos())), finite(magnitude.mul(phase.sin())));
    }

    private static float[] finite(NDArray x) {
        float[] values = x.toFloatArray();
        for (float v : values) {
            if (!Float.isFinite(v)) {
                throw new IllegalStateException(
                        "this Vocos model makes values that are not finite: its weights are damaged; fetch it again");
            }
        }
        return values;
    }
}

package dev.phasewright.vocoder.vocos;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Convolution;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.network.ConvNeXt;

/**
 * Vocos (H. Siuzdak, "Vocos: closing the gap between time-domain and Fourier-based neural vocoders for high-quality audio
 * synthesis", 2023): a convolution over {@value ConvNeXt#KERNEL} frames, {@link ConvNeXt} blocks, and one linear layer to
 * the logarithm of magnitude and the phase of every bin.
 */
final class VocosNetwork {
    /** The published safeguard against a model gone wild. */
    private static final double LOUDEST = 1e2;

    private final VocosSpec spec;
    private final Weights weights;
    private final Convolution embed;
    private final LayerNorm norm;
    private final ConvNeXt blocks;
    private final LayerNorm finalNorm;
    private final Linear head;

    /** A network under the published names, but for those of the blocks, which are {@link ConvNeXt}'s. */
    VocosNetwork(VocosSpec spec, Declaration nn) {
        this.spec = spec;
        this.weights = nn.weights();
        int width = spec.width();
        Declaration backbone = nn.sub("backbone");
        // Nothing is ever trained: what it would begin with does not matter.
        embed = backbone.convolution("embed", spec.features().bands(), width, ConvNeXt.KERNEL, Initializer.ZEROS);
        norm = backbone.layerNorm("norm", width);
        blocks = new ConvNeXt(backbone.sub("convnext"), width, spec.hidden(), spec.depth(), false);
        finalNorm = backbone.layerNorm("final_layer_norm", width);
        head = nn.linear("head.out", width, 2L * spec.features().stft().bins());
    }

    /** The size of such a network. */
    static NetworkSize size(VocosSpec spec) {
        return Declaration.size(nn -> new VocosNetwork(spec, nn));
    }

    /** The network's weights. */
    Weights weights() {
        return weights;
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
        NDArray h = blocks.forward(norm.forward(embed.forward(x)));
        NDList halves = head.forward(finalNorm.forward(h)).split(2, 2);
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

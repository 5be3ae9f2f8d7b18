package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tells true sound from made: at each of several FFT sizes four convolutions over the complex spectrum, whose magnitudes
 * are compressed to the power of {@value #POWER} (as UnivNet's, Jang et al. 2021, but light, and with phase).
 */
final class Discriminator {
    private static final int[] CHANNELS = {2, 16, 32, 32, 1};
    private static final int KERNEL = 3;
    private static final double POWER = 0.3;
    /** Below this square a bin is silence. */
    private static final float SILENCE = 1e-4f;

    private static final float LEAK = 0.1f;

    private final List<DifferentiableStft> resolutions = new ArrayList<>();
    private final Weights weights;

    /** A network with new weights in a manager of their own under {@code manager}. */
    Discriminator(int sampleRate, int[] fftSizes, NDManager manager, RandomGenerator random) {
        weights = new Weights(manager);
        for (int i = 0; i < fftSizes.length; i++) {
            resolutions.add(
                    new DifferentiableStft(new StftSpec(sampleRate, fftSizes[i], fftSizes[i] / 4, Window.HANN)));
            for (int layer = 0; layer + 1 < CHANNELS.length; layer++) {
                weights.addConvolution2d(name(i, layer), CHANNELS[layer], CHANNELS[layer + 1], KERNEL, random);
            }
        }
    }

    private static String name(int resolution, int layer) {
        return resolution + "." + layer;
    }

    Weights weights() {
        return weights;
    }

    /**
     * What is seen in samples {@code [batch, length]}: for each FFT size what every layer but the last says, and at the
     * end the verdict, positive for true sound.
     */
    List<NDList> forward(NDArray samples) {
        List<NDList> seen = new ArrayList<>();
        for (int i = 0; i < resolutions.size(); i++) {
            NDArray spectrum = resolutions.get(i).forward(samples);
            NDArray squared = spectrum.square().sum(new int[] {3}, true).add(SILENCE);
            // The power by way of the logarithm, for the reason that Layers.scale gives.
            NDArray h = spectrum.mul(
                            Layers.scale(squared.log(), (POWER - 1) / 2).exp())
                    .transpose(0, 3, 1, 2);
            NDList layers = new NDList();
            int last = CHANNELS.length - 2;
            for (int layer = 0; layer <= last; layer++) {
                h = Layers.convolution2d(h, weights, name(i, layer), layer < last ? 2 : 1);
                h = layer < last ? Activation.leakyRelu(h, LEAK) : h;
                layers.add(h);
            }
            seen.add(layers);
        }
        return seen;
    }
}

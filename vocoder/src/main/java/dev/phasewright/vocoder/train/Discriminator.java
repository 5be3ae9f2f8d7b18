package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
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
    /** Of each resolution. */
    private final List<List<Convolution2d>> convolutions = new ArrayList<>();

    private final Weights weights;

    /** A network with new weights in a manager of their own under {@code manager}. */
    Discriminator(int sampleRate, int[] fftSizes, NDManager manager, RandomGenerator random) {
        Declaration nn = Declaration.fresh(manager, random);
        weights = nn.weights();
        for (int i = 0; i < fftSizes.length; i++) {
            resolutions.add(
                    new DifferentiableStft(new StftSpec(sampleRate, fftSizes[i], fftSizes[i] / 4, Window.HANN)));
            convolutions.add(convolutions(nn.sub(Integer.toString(i))));
        }
    }

    private static List<Convolution2d> convolutions(Declaration nn) {
        int last = CHANNELS.length - 2;
        List<Convolution2d> layers = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            layers.add(nn.convolution2d(Integer.toString(i), CHANNELS[i], CHANNELS[i + 1], KERNEL, i < last ? 2 : 1));
        }
        return layers;
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
            // The power by way of the logarithm, for the reason that Functional.scale gives.
            NDArray h = spectrum.mul(
                            Functional.scale(squared.log(), (POWER - 1) / 2).exp())
                    .transpose(0, 3, 1, 2);
            NDList layers = new NDList();
            int last = CHANNELS.length - 2;
            for (int layer = 0; layer <= last; layer++) {
                h = convolutions.get(i).get(layer).forward(h);
                h = layer < last ? Activation.leakyRelu(h, LEAK) : h;
                layers.add(h);
            }
            seen.add(layers);
        }
        return seen;
    }
}

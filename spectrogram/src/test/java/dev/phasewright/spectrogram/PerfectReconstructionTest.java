package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerfectReconstructionTest {
    private static final int[] SIZES = {64, 1024, 600, 2 * 173};
    private static final int[] PARTS = {2, 3, 4, 8};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 127, 255, 511, 512, 513, 1023, 1024, 1025, 4095, 16_001})
    void noiseComesBackAt120DecibelsForEveryHopAndLength(int length) {
        for (Window window : Window.values()) {
            for (int n : SIZES) {
                for (int part : PARTS) {
                    StftSpec spec = new StftSpec(16_000, n, n / part, window);
                    assertTrue(errorDecibels(spec, length) <= -120, spec + ", " + length + " samples");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void everyLengthOfOneHopComesBackEvenWhereTheWindowNearlyEnds(Window window) {
        StftSpec spec = new StftSpec(16_000, 256, 128, window);
        for (int length = 1; length <= 400; length++) {
            double error = errorDecibels(spec, length);
            assertTrue(error <= -120, length + " samples: " + error + " dB");
        }
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void noSamplesMakeOneFrameAndNoSamples(Window window) {
        Stft stft = Stft.of(new StftSpec(16_000, 1024, 128, window));
        ComplexSpectrogram nothing = stft.forward(new float[0]);
        assertEquals(1, nothing.frames());
        assertEquals(0, stft.inverse(nothing).length);
    }

    /** The energy of input minus output below that of the input, in decibels. */
    private static double errorDecibels(StftSpec spec, int length) {
        Random random = new Random(length);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) (0.2 * random.nextGaussian());
        }
        Stft stft = Stft.of(spec);
        float[] y = stft.inverse(stft.forward(x));
        assertEquals(length, y.length);
        double error = 0;
        double energy = 0;
        for (int i = 0; i < length; i++) {
            error += Math.pow((double) y[i] - x[i], 2);
            energy += (double) x[i] * x[i];
        }
        return 10 * Math.log10(error / energy);
    }
}

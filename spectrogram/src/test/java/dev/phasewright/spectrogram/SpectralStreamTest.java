package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed, not pulled: the same samples however the sound is cut, and again after a reset. */
class SpectralStreamTest {
    private static final StftSpec SPEC = new StftSpec(8000, 256, 64, Window.HANN);
    private static final int LENGTH = 3001;

    /** All that comes out of a sound that goes in {@code step} samples at a time. */
    private static float[] through(SpectralStream stream, float[] samples, int step) {
        float[] all = {};
        for (int from = 0; from < samples.length; from += step) {
            float[] piece = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + step));
            all = joined(all, stream.step(new float[][] {piece})[0]);
        }
        float[] rest = stream.flush()[0];
        while (rest.length > 0) {
            all = joined(all, rest);
            rest = stream.flush()[0];
        }
        return all;
    }

    private static float[] joined(float[] a, float[] b) {
        float[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.6, 17.3, 0.01})
    void theCutDoesNotMatterAndAResetForgetsAll(double stretch) {
        Random random = new Random(1);
        float[] samples = new float[LENGTH];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        SpectralStream stream = new SpectralStream(1, SPEC, stretch, frame -> frame.re(0)[3] *= 2);
        float[] wanted = through(stream, samples, LENGTH);
        assertEquals(Math.round(LENGTH * stretch), wanted.length);
        for (int step : new int[] {1, 63, 64, 500}) {
            stream.reset();
            assertArrayEquals(wanted, through(stream, samples, step), "in steps of " + step);
        }
    }

    /** A thousand times as long, the end alone is a lot. */
    @ParameterizedTest
    @ValueSource(ints = 1000)
    void theEndOfALongStretchComesInParts(int stretch) {
        SpectralStream stream = new SpectralStream(1, SPEC, stretch, frame -> {});
        stream.step(new float[1][300]);
        for (int part = 0; part < 5; part++) {
            int count = stream.flush()[0].length;
            assertTrue(count >= 1 << 13 && count < (1 << 13) + SPEC.hop(), "a flush of " + count);
        }
    }
}

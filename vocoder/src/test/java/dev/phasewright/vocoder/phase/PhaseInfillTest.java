package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.diffusion.edit.Region;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhaseInfillTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 512, 64, Window.HANN);
    private static final Stft STFT = Stft.of(SPEC);

    /** Two tones; the hole is between 0.2 and 0.25 s. */
    private static float[] tones() {
        return tones(0, 1);
    }

    private static float[] tones(double low, double high) {
        float[] samples = new float[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * 440 * i / 16_000 + low)
                    + 0.3 * Math.sin(2 * Math.PI * 3000 * i / 16_000 + high));
        }
        return samples;
    }

    private static double error(float[] made, float[] truth, int from, int to) {
        double wrong = 0;
        double all = 0;
        for (int i = from; i < to; i++) {
            wrong += Math.pow(made[i] - truth[i], 2);
            all += truth[i] * truth[i];
        }
        return 10 * Math.log10(wrong / all);
    }

    @Test
    void tonesGoOnThroughAHoleFromWhichOnlyTheirPhasesWereLost() {
        float[] truth = tones();
        float[] holed = truth.clone();
        Arrays.fill(holed, 3200, 4000, 0);
        // As a network's: each partial's phase goes on as it should, but from elsewhere.
        ComplexSpectrogram guess = STFT.forward(tones(3, -1));
        Region hole = Region.time(0.2, 0.25);
        float[] made = new PhaseInfill(30).fill(holed, hole, guess);
        assertTrue(error(tones(3, -1), truth, 3200, 4000) > 3);
        assertTrue(error(made, truth, 3200, 4000) < -20, "made " + error(made, truth, 3200, 4000));
        assertArrayEquals(Arrays.copyOf(truth, 3200), Arrays.copyOf(made, 3200));
        assertArrayEquals(Arrays.copyOfRange(truth, 4000, 8000), Arrays.copyOfRange(made, 4000, 8000));
    }

    @Test
    void ofABandOnlyThatBandChanges() {
        float[] truth = tones();
        float[] low = new float[truth.length];
        for (int i = 0; i < low.length; i++) {
            low[i] = (float) (0.4 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        // Above 2 kHz there is to be nothing between 0.2 and 0.3 s.
        float[] made = new PhaseInfill(20)
                .fill(truth, new Region(0.2, 0.3, 2000, Double.POSITIVE_INFINITY), STFT.forward(low));
        assertTrue(error(made, low, 3600, 4400) < -25, "within " + error(made, low, 3600, 4400));
        int half = SPEC.fftSize() / 2;
        assertArrayEquals(Arrays.copyOf(truth, 3200 - half), Arrays.copyOf(made, 3200 - half));
        assertArrayEquals(Arrays.copyOfRange(truth, 4800 + half, 8000), Arrays.copyOfRange(made, 4800 + half, 8000));
    }

    @Test
    void aHoleMayReachBeyondBothEnds() {
        float[] truth = tones();
        ComplexSpectrogram guess = STFT.forward(truth);
        float[] made = new PhaseInfill(4).fill(new float[8000], Region.time(0, 9), guess);
        assertEquals(8000, made.length);
        assertTrue(error(made, truth, 0, 8000) < -40, "" + error(made, truth, 0, 8000));
    }
}

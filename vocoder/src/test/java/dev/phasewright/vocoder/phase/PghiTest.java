package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PghiTest {
    private static final StftSpec GAUSS = new StftSpec(16_000, 512, 64, Window.GAUSS);

    /** Portnoff's relations are exact for one component under a Gaussian window. */
    @Test
    void aSinusoidIsRecoveredButForAConstant() {
        assertTrue(error(i -> Math.sin(2 * Math.PI * 1234.5 * i / 16_000)) < 0.02);
    }

    @Test
    void aLinearChirpIsRecoveredButForAConstant() {
        // From 1 kHz at 8 kHz a second.
        assertTrue(error(i -> Math.cos(2 * Math.PI * (1000 + 4000.0 * i / 16_000) * i / 16_000)) < 0.02);
    }

    @Test
    void anImpulseIsRecoveredButForAConstant() {
        assertTrue(error(i -> i == 4001 ? 1 : 0) < 0.02);
    }

    /** The phase error in radians, root mean square weighted by power, after the best constant is taken off. */
    private static double error(IntToDoubleFunction sound) {
        float[] samples = new float[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) sound.applyAsDouble(i);
        }
        ComplexSpectrogram truth = Stft.of(GAUSS).forward(samples);
        ComplexSpectrogram found = new Pghi().reconstruct(truth.magnitudes(), new SplittableRandom(1));

        double re = 0;
        double im = 0;
        double power = 0;
        // The ends of the sound cut through a window: no Gaussian any more.
        for (int f = 8; f < truth.frames() - 8; f++) {
            for (int k = 0; k < truth.bins(); k++) {
                re += truth.re(f, k) * found.re(f, k) + truth.im(f, k) * found.im(f, k);
                im += truth.im(f, k) * found.re(f, k) - truth.re(f, k) * found.im(f, k);
                power += truth.re(f, k) * truth.re(f, k) + truth.im(f, k) * truth.im(f, k);
            }
        }
        // The mean of cos(error) is 1 − error²/2 to second order.
        return Math.sqrt(2 * (1 - Math.min(1, Math.hypot(re, im) / power)));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void speechComesBackBetterTheMoreFramesOverlap(int hop) {
        Magnitudes speech = Resynthesis.speech(new StftSpec(16_000, 1024, hop, Window.HANN));

        double found = Resynthesis.convergence(speech, new Pghi(), 1);

        assertTrue(found < (hop > 256 ? -18 : hop > 128 ? -26 : -28), hop + ": " + found);
    }

    @Test
    void loudnessChangesNothing() {
        Magnitudes speech = Resynthesis.speech(new StftSpec(16_000, 512, 128, Window.HANN));
        float[] quiet = speech.toArray();
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] *= 0x1p-30f;
        }
        Magnitudes quietSpeech = new Magnitudes(speech.spec(), speech.samples(), quiet);

        assertEquals(
                Resynthesis.convergence(speech, new Pghi(), 1),
                Resynthesis.convergence(quietSpeech, new Pghi(), 1),
                0.2);
    }

    @Test
    void onlyWhatIsBelowTheToleranceIsRandom() {
        Magnitudes glide = Resynthesis.glide(new StftSpec(16_000, 512, 128, Window.HANN));
        float[] m = glide.toArray();
        float peak = 0;
        for (float v : m) {
            peak = Math.max(peak, v);
        }

        float[] one = new Pghi(0.01).reconstruct(glide, new SplittableRandom(1)).phase();
        float[] other =
                new Pghi(0.01).reconstruct(glide, new SplittableRandom(2)).phase();

        int different = 0;
        for (int i = 0; i < m.length; i++) {
            if (m[i] > 0.011 * peak) {
                assertEquals(one[i], other[i], "bin " + i);
            } else if (one[i] != other[i]) {
                different++;
            }
        }
        assertNotEquals(0, different);
    }

    /** Two components with silence between: each has its own start. */
    @Test
    void islandsAreIntegratedEachForItself() {
        float[] samples = new float[16_000];
        for (int i = 3000; i < 5000; i++) {
            double fade = Math.sin(Math.PI * (i - 3000) / 2000);
            samples[i] = (float) (fade * Math.sin(0.3 * i));
            samples[i + 7000] = (float) (0.1 * fade * Math.sin(1.1 * i));
        }
        Magnitudes two = Stft.of(GAUSS).forward(samples).magnitudes();

        assertTrue(Resynthesis.convergence(two, new Pghi(), 1) < -40);
    }

    @Test
    void equalMagnitudesEverywhereAreNoTrouble() {
        float[] flat = new float[5 * GAUSS.bins()];
        Arrays.fill(flat, 2);
        Magnitudes magnitudes = new Magnitudes(GAUSS, 4 * GAUSS.hop(), flat);

        float[] found = new Pghi()
                .reconstruct(magnitudes, new SplittableRandom(1))
                .magnitudes()
                .toArray();

        assertArrayEquals(flat, found, 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void impossibleTolerancesAreRefused(double tolerance) {
        assertThrows(IllegalArgumentException.class, () -> new Pghi(tolerance));
    }
}

package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class PhaseIntegrationTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 512, 64, Window.HANN);

    /** A glide with overtones over a little noise, half a second. */
    public static float[] sound() {
        float[] x = new float[8000];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < x.length; i++) {
            double t = i / 16_000.0;
            double phase = 2 * Math.PI * (150 * t + 80 * t * t);
            for (int h = 1; h <= 12; h++) {
                x[i] += (float) (0.3 / h * Math.sin(h * phase + h * h));
            }
            x[i] += (float) (0.01 * (random.nextDouble() - 0.5));
        }
        return x;
    }

    public static ComplexSpectrogram integrate(Magnitudes magnitudes, PhaseDifferences differences) {
        return integrate(new TreeIntegration(magnitudes.spec()), magnitudes, differences);
    }

    private static ComplexSpectrogram integrate(
            PhaseIntegration integration, Magnitudes magnitudes, PhaseDifferences differences) {
        float[] m = magnitudes.toArray();
        float[] re = new float[m.length];
        float[] im = new float[m.length];
        int frames = magnitudes.frames();
        for (int t = 0; t < frames; t += integration.block()) {
            integration.next(m, t, Math.min(integration.block(), frames - t), frames - t, differences, re, im);
        }
        PhaseDifferences.centre(re, im, magnitudes.bins());
        return new ComplexSpectrogram(magnitudes.spec(), magnitudes.samples(), re, im);
    }

    private static ComplexSpectrogram turned(ComplexSpectrogram x, double c, double s) {
        float[] re = x.reals();
        float[] im = x.imaginaries();
        for (int i = 0; i < re.length; i++) {
            double r = re[i] * c - im[i] * s;
            im[i] = (float) (re[i] * s + im[i] * c);
            re[i] = (float) r;
        }
        return new ComplexSpectrogram(x.spec(), x.samples(), re, im);
    }

    private static double convergence(ComplexSpectrogram guess, Magnitudes wanted) {
        Stft stft = Stft.of(wanted.spec());
        return SpectralConvergence.between(
                wanted, stft.forward(stft.inverse(guess)).magnitudes());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256})
    void trueDifferencesGiveTheTruePhasesButForOneTurnOfAll(int hop) {
        StftSpec spec = new StftSpec(16_000, 512, hop, Window.HANN);
        ComplexSpectrogram truth = Stft.of(spec).forward(sound());
        for (PhaseIntegration integration : List.of(new TreeIntegration(spec), new LeastSquaresIntegration(spec))) {
            requireTruth(truth, integrate(integration, truth.magnitudes(), PhaseDifferences.of(truth)));
        }
    }

    private static void requireTruth(ComplexSpectrogram truth, ComplexSpectrogram guess) {

        double re = 0;
        double im = 0;
        double power = 0;
        for (int t = 0; t < truth.frames(); t++) {
            for (int k = 0; k < truth.bins(); k++) {
                re += guess.re(t, k) * truth.re(t, k) + guess.im(t, k) * truth.im(t, k);
                im += guess.im(t, k) * truth.re(t, k) - guess.re(t, k) * truth.im(t, k);
                power += truth.re(t, k) * truth.re(t, k) + truth.im(t, k) * truth.im(t, k);
            }
        }
        double length = Math.hypot(re, im);
        assertEquals(1, length / power, 1e-5);
        // The turn of all is not known, and near 0 Hz, where the mirror image reaches over, it does not leave a real
        // sound consistent; so it is undone before the sound is compared.
        double convergence = convergence(turned(guess, re / length, -im / length), truth.magnitudes());
        assertTrue(convergence < -80, "spectral convergence " + convergence);
    }

    @Test
    void whatIsTrustedDecides() {
        ComplexSpectrogram truth = Stft.of(SPEC).forward(sound());
        PhaseDifferences known = PhaseDifferences.of(truth);
        SplittableRandom random = new SplittableRandom(1);
        float[][] arrays = {
            known.timeRe().clone(),
            known.timeIm().clone(),
            known.frequencyRe().clone(),
            known.frequencyIm().clone()
        };
        // A tenth of all differences is wrong, and hardly trusted.
        for (int pair = 0; pair < 4; pair += 2) {
            for (int i = 0; i < arrays[0].length; i++) {
                if (random.nextInt(10) == 0) {
                    double angle = random.nextDouble(2 * Math.PI);
                    arrays[pair][i] = (float) (1e-4 * Math.cos(angle));
                    arrays[pair + 1][i] = (float) (1e-4 * Math.sin(angle));
                }
            }
        }
        PhaseDifferences doubtful =
                new PhaseDifferences(SPEC, truth.frames(), arrays[0], arrays[1], arrays[2], arrays[3]);
        double convergence = convergence(integrate(truth.magnitudes(), doubtful), truth.magnitudes());
        assertTrue(convergence < -20, "spectral convergence " + convergence);
    }

    @Test
    void aSteadyToneTurnsWithItsOwnFrequencyOnly() {
        float[] tone = new float[4000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.cos(2 * Math.PI * 40 * i / 512);
        }
        PhaseDifferences differences = PhaseDifferences.of(Stft.of(SPEC).forward(tone));
        int at = 30 * SPEC.bins() + 40;
        assertEquals(1, differences.timeRe()[at], 1e-5);
        assertEquals(0, differences.timeIm()[at], 1e-4);
        assertEquals(1, differences.frequencyRe()[at], 1e-5);
        assertEquals(1, differences.frequencyRe()[at + 1], 1e-5);
    }

    @Test
    void magnitudesAreKeptAndSilenceStaysSilent() {
        Magnitudes magnitudes = Stft.of(SPEC).forward(sound()).magnitudes();
        float[] values = magnitudes.toArray();
        Arrays.fill(values, 20 * SPEC.bins(), 40 * SPEC.bins(), 0);
        Magnitudes gap = new Magnitudes(SPEC, magnitudes.samples(), values);
        float[] nothing = new float[values.length];
        PhaseDifferences unknown = new PhaseDifferences(SPEC, gap.frames(), nothing, nothing, nothing, nothing);
        assertArrayEquals(values, integrate(gap, unknown).magnitudes().toArray(), 1e-3f);
    }
}

package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpsiTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 1024, 256, Window.HANN);

    private static Magnitudes sinusoid(double hertz) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        return Stft.of(SPEC).forward(samples).magnitudes();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, 1003.9, 1007.8, 1011.7, 6543.2})
    void aSteadySinusoidStaysOneSinusoid(double hertz) {
        float[] found = Stft.of(SPEC).inverse(new Spsi().reconstruct(sinusoid(hertz), new SplittableRandom(1)));

        // x(t−1) + x(t+1) = 2·cos(ω)·x(t) for a sinusoid: what is left over is everything that is not one.
        double rest = 0;
        double power = 0;
        for (int i = 2000; i < 14_000; i++) {
            double d = found[i - 1] + found[i + 1] - 2 * Math.cos(2 * Math.PI * hertz / 16_000) * found[i];
            rest += d * d;
            power += found[i] * found[i];
        }
        assertEquals(0.125, power / 12_000, 0.01);
        assertTrue(rest / power < 1e-4, hertz + " Hz: " + rest / power);
    }

    @Test
    void laterMagnitudesNeverChangeEarlierPhase() {
        Magnitudes speech = Resynthesis.speech(SPEC);
        float[] cut = speech.toArray();
        int kept = 30 * SPEC.bins();
        Arrays.fill(cut, kept, cut.length, 1);

        float[] whole = new Spsi().reconstruct(speech, new SplittableRandom(1)).phase();
        float[] changed = new Spsi()
                .reconstruct(new Magnitudes(SPEC, speech.samples(), cut), new SplittableRandom(1))
                .phase();

        assertEquals(-1, Arrays.mismatch(whole, 0, kept, changed, 0, kept));
    }

    @Test
    void speechComesBackBetterThanFromRandomPhase() {
        Magnitudes speech = Resynthesis.speech(SPEC);

        double found = Resynthesis.convergence(speech, new Spsi(), 1);

        assertTrue(found < Resynthesis.convergence(speech, new RandomPhase(), 1) - 10, found + " dB");
    }
}

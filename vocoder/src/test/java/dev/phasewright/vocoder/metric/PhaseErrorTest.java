package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.phase.RandomPhase;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PhaseErrorTest {
    /** Three bins a frame, so that errors can be reckoned by hand. */
    private static final StftSpec TINY = new StftSpec(8_000, 4, 2, Window.HANN);

    private static final ComplexSpectrogram SOUND =
            Stft.of(MelSpec.STANDARD.stft()).forward(Spoiled.ORIGINAL);

    private interface Offset {
        double at(int frame, int bin);
    }

    private static ComplexSpectrogram turned(ComplexSpectrogram spectrum, Offset offset) {
        float[] phase = spectrum.phase();
        for (int i = 0; i < phase.length; i++) {
            phase[i] += (float) offset.at(i / spectrum.bins(), i % spectrum.bins());
        }
        return ComplexSpectrogram.fromPolar(spectrum.magnitudes(), phase);
    }

    private static ComplexSpectrogram polar(float[] magnitudes, float[] phase) {
        return ComplexSpectrogram.fromPolar(
                new Magnitudes(TINY, TINY.samples(magnitudes.length / 3), magnitudes), phase);
    }

    @Test
    void pairsAreWeighedByTheOriginalsMagnitudes() {
        ComplexSpectrogram a = polar(new float[] {1, 4, 1, 0, 9, 0}, new float[6]);
        ComplexSpectrogram b = polar(new float[] {1, 1, 1, 1, 1, 1}, new float[] {0, 0.3f, 0.4f, 2, -0.5f, 2});

        PhaseError error = PhaseError.between(a, b);
        // Along frequency only frame 0 has pairs that count, of equal weight: errors 0.3 and 0.1; along time only bin
        // 1.
        assertEquals(0.2, error.groupDelay(), 1e-6);
        assertEquals(0.8, error.instantaneousFrequency(), 1e-6);

        ComplexSpectrogram c = polar(new float[] {1, 1, 16}, new float[3]);
        ComplexSpectrogram d = polar(new float[] {1, 1, 1}, new float[] {0, 0, 0.5f});
        assertEquals(0.5 * 4 / (4 + 1), PhaseError.between(c, d).groupDelay(), 1e-6);
    }

    @Test
    void errorsAreAntiWrapped() {
        ComplexSpectrogram a = polar(new float[] {1, 1, 1}, new float[] {3, -3, 3});
        ComplexSpectrogram b = polar(new float[] {1, 1, 1}, new float[] {-3, 3, -3});

        // Differences of −6 and 6 against 6 and −6: 12 radians apart, which is 12 − 4π.
        assertEquals(4 * Math.PI - 12, PhaseError.between(a, b).groupDelay(), 1e-6);
    }

    @Test
    void aConstantOffsetOrAReversedSignDoesNotMatter() {
        for (double offset : new double[] {0.7, Math.PI}) {
            PhaseError error = PhaseError.between(SOUND, turned(SOUND, (f, k) -> offset));
            assertEquals(0, error.groupDelay(), 1e-5);
            assertEquals(0, error.instantaneousFrequency(), 1e-5);
        }
    }

    @Test
    void anOffsetAlongTimeIsAnErrorOfFrequencyOnlyAndTheOtherWayRound() {
        PhaseError drift = PhaseError.between(SOUND, turned(SOUND, (f, k) -> 0.4 * f));
        assertEquals(0, drift.groupDelay(), 1e-4);
        assertEquals(0.4, drift.instantaneousFrequency(), 1e-4);

        PhaseError delay = PhaseError.between(SOUND, turned(SOUND, (f, k) -> -0.05 * k));
        assertEquals(0.05, delay.groupDelay(), 1e-4);
        assertEquals(0, delay.instantaneousFrequency(), 1e-4);
    }

    @Test
    void randomPhasesErrByAQuarterTurn() {
        PhaseError error =
                PhaseError.between(SOUND, new RandomPhase().reconstruct(SOUND.magnitudes(), new SplittableRandom(3)));

        assertEquals(Math.PI / 2, error.groupDelay(), 0.05);
        assertEquals(Math.PI / 2, error.instantaneousFrequency(), 0.05);
    }

    @Test
    void whereNothingCountsTheErrorIsNaN() {
        ComplexSpectrogram silence = polar(new float[6], new float[6]);
        assertTrue(Double.isNaN(PhaseError.between(silence, silence).groupDelay()));
        assertTrue(Double.isNaN(PhaseError.between(silence, silence).instantaneousFrequency()));

        ComplexSpectrogram frame = polar(new float[] {1, 1, 1}, new float[3]);
        assertEquals(0, PhaseError.between(frame, frame).groupDelay());
        assertTrue(Double.isNaN(PhaseError.between(frame, frame).instantaneousFrequency()));
    }

    @Test
    void otherShapesAndNaNAreRefused() {
        ComplexSpectrogram one = polar(new float[] {1, 1, 1}, new float[3]);
        ComplexSpectrogram two = polar(new float[6], new float[6]);
        assertThrows(IllegalArgumentException.class, () -> PhaseError.between(one, two));

        float[] nan = new float[3];
        Arrays.fill(nan, Float.NaN);
        ComplexSpectrogram broken = new ComplexSpectrogram(TINY, 0, nan, new float[3]);
        assertThrows(IllegalArgumentException.class, () -> PhaseError.between(one, broken));
        assertThrows(IllegalArgumentException.class, () -> PhaseError.between(broken, one));
    }
}

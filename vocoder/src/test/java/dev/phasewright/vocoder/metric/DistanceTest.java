package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import org.junit.jupiter.api.Test;

class DistanceTest {
    /** Three bins a frame, so that distances can be reckoned by hand. */
    private static final StftSpec TINY = new StftSpec(8_000, 4, 2, Window.HANN);

    private static Magnitudes frames(float... values) {
        return new Magnitudes(TINY, TINY.samples(values.length / 3), values);
    }

    @Test
    void spectralConvergenceIsTheRelativeErrorInDecibels() {
        // ‖A‖² = 9 + 16 + 0 = 25, ‖A − B‖² = 0.25
        assertEquals(-20, SpectralConvergence.between(frames(3, 4, 0), frames(3, 4, 0.5f)), 1e-9);
    }

    @Test
    void spectralConvergenceOfSilenceInPlaceOfSoundIsZero() {
        assertEquals(0, SpectralConvergence.between(frames(3, 4, 0), frames(0, 0, 0)), 1e-9);
    }

    @Test
    void spectralConvergenceOfEqualsIsMinusInfinityEvenWhenSilent() {
        assertEquals(Double.NEGATIVE_INFINITY, SpectralConvergence.between(frames(3, 4, 0), frames(3, 4, 0)));
        assertEquals(Double.NEGATIVE_INFINITY, SpectralConvergence.between(frames(0, 0, 0), frames(0, 0, 0)));
        assertEquals(Double.POSITIVE_INFINITY, SpectralConvergence.between(frames(0, 0, 0), frames(1, 0, 0)));
    }

    @Test
    void logSpectralDistanceIsRootMeanSquareOverBinsThenMeanOverFrames() {
        // Frame 1: 20 dB in one of three bins, 20/√3; frame 2: 6.0206 dB everywhere.
        double expected = (20 / Math.sqrt(3) + 20 * Math.log10(2)) / 2;

        assertEquals(
                expected, LogSpectralDistance.between(frames(1, 1, 1, 1, 1, 1), frames(1, 10, 1, 2, 0.5f, 2)), 1e-9);
    }

    @Test
    void logSpectralDistanceIgnoresWhatLiesBelowTheDynamicRange() {
        assertEquals(0, LogSpectralDistance.between(frames(1, 0, 1e-5f), frames(1, 9e-5f, 0)), 1e-9);
        assertEquals(40 / Math.sqrt(3), LogSpectralDistance.between(frames(1, 0, 1), frames(1, 1e-2f, 1), 80), 1e-5);
        assertEquals(0, LogSpectralDistance.between(frames(1, 0, 1), frames(1, 1e-2f, 1), 40), 1e-5);
    }

    @Test
    void logSpectralDistanceFromSilenceIsZero() {
        assertEquals(0, LogSpectralDistance.between(frames(0, 0, 0), frames(0, 0, 0)));
    }

    @Test
    void differentShapesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SpectralConvergence.between(frames(1, 1, 1), frames(1, 1, 1, 1, 1, 1)));
        assertThrows(
                IllegalArgumentException.class, () -> LogSpectralDistance.between(frames(1, 1, 1), frames(1, 1, 1), 0));
    }
}

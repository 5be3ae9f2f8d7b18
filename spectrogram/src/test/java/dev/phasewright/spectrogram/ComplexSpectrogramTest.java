package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ComplexSpectrogramTest {
    private static final StftSpec SPEC = new StftSpec(8_000, 4, 2, Window.HANN);
    private final ComplexSpectrogram c = new ComplexSpectrogram(SPEC, 1, new float[] {3, 0, -2}, new float[] {4, 0, 0});

    @Test
    void magnitudesAndPhasesMakeTheSpectrumAgain() {
        ComplexSpectrogram again = ComplexSpectrogram.fromPolar(c.magnitudes(), c.phase());
        assertArrayEquals(c.reals(), again.reals(), 1e-6f);
        assertArrayEquals(c.imaginaries(), again.imaginaries(), 1e-6f);
    }

    @Test
    void thePhaseOfNothingIsZero() {
        ComplexSpectrogram zeros =
                new ComplexSpectrogram(SPEC, 1, new float[] {0f, -0f, -0f}, new float[] {0f, -0f, 0f});
        assertArrayEquals(new float[3], zeros.phase());
    }

    @Test
    void newMagnitudesKeepThePhaseAndNothingGetsPhaseZero() {
        ComplexSpectrogram scaled = c.withMagnitudes(new Magnitudes(SPEC, 1, new float[] {10, 7, 1}));
        assertArrayEquals(new float[] {6, 7, -1}, scaled.reals(), 1e-5f);
        assertArrayEquals(new float[] {8, 0, 0}, scaled.imaginaries(), 1e-5f);
    }

    @Test
    void newMagnitudesStayFiniteOverBinsAtTheEdgeOfFloats() {
        float[] tiny = {1e-18f, -1e-18f, Float.MIN_VALUE};
        ComplexSpectrogram faint = new ComplexSpectrogram(SPEC, 1, tiny, new float[3]);
        for (float v : faint.withMagnitudes(new Magnitudes(SPEC, 1, new float[] {1, 1, 1}))
                .reals()) {
            assertEquals(1, Math.abs(v), 1 + 1e-5);
        }
    }

    @Test
    void combinationIsLinear() {
        ComplexSpectrogram y = c.combine(2, c, -0.5);
        assertArrayEquals(new float[] {4.5f, 0, -3}, y.reals());
        assertArrayEquals(new float[] {6, 0, 0}, y.imaginaries());
    }

    @Test
    void aCombinationWithMagnitudesIsBothInOnePass() {
        ComplexSpectrogram y = new ComplexSpectrogram(SPEC, 1, new float[] {1, -2, 5}, new float[] {-3, 0, 0.5f});
        Magnitudes other = new Magnitudes(SPEC, 1, new float[] {0, 7, 0.25f});
        ComplexSpectrogram expected = c.combine(1.8, y, -0.8).withMagnitudes(other);
        ComplexSpectrogram found = c.combine(1.8, y, -0.8, other);
        assertArrayEquals(expected.reals(), found.reals());
        assertArrayEquals(expected.imaginaries(), found.imaginaries());
    }

    @Test
    void otherLengthsAreRefused() {
        ComplexSpectrogram longer = new ComplexSpectrogram(SPEC, 2, new float[6], new float[6]);
        assertThrows(IllegalArgumentException.class, () -> c.combine(1, longer, 1));
        assertThrows(IllegalArgumentException.class, () -> c.combine(1, longer, 1, c.magnitudes()));
        assertThrows(IllegalArgumentException.class, () -> c.combine(1, c, 1, longer.magnitudes()));
        assertThrows(IllegalArgumentException.class, () -> c.withMagnitudes(longer.magnitudes()));
        assertThrows(IllegalArgumentException.class, () -> ComplexSpectrogram.fromPolar(c.magnitudes(), new float[2]));
    }
}

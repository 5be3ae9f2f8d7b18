package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EffectiveNumberTest {
    @Test
    void countsWhatOccursEquallyOften() {
        assertEquals(1, EffectiveNumber.of(new float[][] {{0, 1, 0}, {0, 1, 0}}), 1e-9);
        assertEquals(2, EffectiveNumber.of(new float[][] {{0, 1, 0}, {1, 0, 0}}), 1e-9);
        assertEquals(3, EffectiveNumber.of(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}), 1e-9);
    }

    @Test
    void whatIsRareCountsLess() {
        // exp(-(0.75 ln 0.75 + 0.25 ln 0.25))
        assertEquals(1.7548, EffectiveNumber.of(new float[][] {{1, 0}, {1, 0}, {1, 0}, {0, 1}}), 1e-4);
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThrows(IllegalArgumentException.class, () -> EffectiveNumber.of(new float[0][]));
        assertThrows(IllegalArgumentException.class, () -> EffectiveNumber.of(new float[][] {{1, 1}}));
    }
}

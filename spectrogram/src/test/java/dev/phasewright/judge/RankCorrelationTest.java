package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static final double[] RISING = {1, 2, 5, 100, 1e9};

    private static double of(double... second) {
        return RankCorrelation.between(RISING, second);
    }

    @Test
    void onlyTheOrderCounts() {
        assertEquals(1, of(-3, -2, 0, 0.1, 0.2), 1e-12);
        assertEquals(-1, of(5, 4, 3, 2, 1), 1e-12);
        // 1 − 6 Σd² / (n(n² − 1)) with Σd² = 4 for two exchanged pairs.
        assertEquals(1 - 6.0 * 4 / (5 * 24), of(2, 1, 4, 3, 5), 1e-12);
    }

    /** As scipy.stats.spearmanr has it. */
    @Test
    void equalFiguresShareTheirRanks() {
        assertEquals(0.9486832980505138, of(1, 1, 2, 2, 3), 1e-12);
        assertEquals(0.7071067811865476, of(0, 0, 0, 0, 1), 1e-12);
    }

    @Test
    void whatDoesNotChangeDoesNotRise() {
        assertEquals(0, of(7, 7, 7, 7, 7));
        assertEquals(0, RankCorrelation.between(new double[0], new double[0]));
        assertThrows(IllegalArgumentException.class, () -> of(1, 2));
    }
}

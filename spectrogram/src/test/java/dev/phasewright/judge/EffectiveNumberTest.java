package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void theFewerClipsTheWiderItsInterval() {
        float[][] few = new float[20][2];
        float[][] many = new float[500][2];
        for (int i = 0; i < many.length; i++) {
            many[i][i % 10 < 3 ? 0 : 1] = 1;
            few[i % few.length][i % 10 < 3 ? 0 : 1] = 1;
        }
        Interval ofFew = EffectiveNumber.interval(few, 1);
        Interval ofMany = EffectiveNumber.interval(many, 1);
        assertEquals(EffectiveNumber.of(many), ofMany.estimate());
        assertEquals(20, ofFew.clips());
        double width = ofMany.high() - ofMany.low();
        assertEquals(0.12, width, 0.03);
        assertTrue(ofFew.high() - ofFew.low() > 3 * width, ofFew.toString());
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThrows(IllegalArgumentException.class, () -> EffectiveNumber.of(new float[0][]));
        assertThrows(IllegalArgumentException.class, () -> EffectiveNumber.of(new float[][] {{1, 1}}));
    }
}

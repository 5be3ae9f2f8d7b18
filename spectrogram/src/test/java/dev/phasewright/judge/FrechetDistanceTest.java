package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    private static final float[][] REAL = FormulaData.features(1, 300, 16, 0, 1);
    private static final float[][] NEAR = FormulaData.features(2, 260, 16, 0.03, 0.9);
    private static final float[][] FAR = FormulaData.features(3, 200, 16, 0.5, 0.4);
    private static final float[][] FEW_A = FormulaData.features(4, 9, 16, 0, 1);
    private static final float[][] FEW_B = FormulaData.features(5, 12, 16, 0.1, 0.8);

    @Test
    void agreesWithScipy() {
        assertDistance("frechetNear", REAL, NEAR);
        assertDistance("frechetFar", REAL, FAR);
    }

    @Test
    void agreesWithScipyWhereItemsAreFewerThanFeatures() {
        assertDistance("frechetFew", FEW_A, FEW_B);
    }

    @Test
    void isZeroFromASetToItself() {
        assertEquals(0, FrechetDistance.between(REAL, REAL), 1e-10);
        assertEquals(0, FrechetDistance.between(FEW_A, FEW_A), 1e-10);
        float[][] wide = FormulaData.gaussian(1, 20, 128);
        assertEquals(0, FrechetDistance.between(wide, wide), 1e-10);
    }

    @Test
    void isTheSameBothWays() {
        assertEquals(FrechetDistance.between(REAL, FAR), FrechetDistance.between(FAR, REAL), 1e-10);
    }

    @Test
    void ofAShiftedSetIsTheSquaredShift() {
        float[][] shifted = FormulaData.shifted(REAL, 3);
        assertEquals(16 * 9, FrechetDistance.between(REAL, shifted), 1e-5);
    }

    @Test
    void ofConstantSetsIsTheSquaredDistanceOfTheConstants() {
        float[][] zeros = new float[5][4];
        assertEquals(0, FrechetDistance.between(zeros, zeros));
        assertEquals(4 * 4, FrechetDistance.between(zeros, FormulaData.shifted(zeros, 2)), 1e-12);
    }

    @Test
    void isNeverNegativeNorNaNAtAnyScale() {
        for (float scale : new float[] {0x1p-50f, 0x1p-10f, 0x1p10f, 0x1p50f}) {
            float[][] a = scaled(FEW_A, scale);
            float[][] b = scaled(FEW_B, scale);
            assertTrue(FrechetDistance.between(a, a) >= 0);
            double square = (double) scale * scale;
            assertEquals(FormulaData.expected("frechetFew").asDouble(), FrechetDistance.between(a, b) / square, 1e-10);
        }
    }

    @Test
    void refusesWhatHasNoCovarianceOrDoesNotMatch() {
        float[][] one = {{1, 2}};
        float[][] two = {{1, 2}, {3, 4}};
        float[][] wider = {{1, 2, 3}, {3, 4, 5}};
        float[][] holed = {{1, 2}, {3, Float.NaN}};
        assertMessage("the second set has 1 items, at least 2 are needed", two, one);
        assertMessage("the first set has 2 features an item, the second set 3", two, wider);
        assertMessage("feature 1 of item 1 of the second set is NaN", two, holed);
    }

    private static void assertMessage(String expected, float[][] a, float[][] b) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(a, b))
                        .getMessage());
    }

    private static void assertDistance(String name, float[][] a, float[][] b) {
        double expected = FormulaData.expected(name).asDouble();
        assertEquals(expected, FrechetDistance.between(a, b), 1e-11 * Math.max(1, expected));
    }

    private static float[][] scaled(float[][] items, float by) {
        float[][] out = new float[items.length][items[0].length];
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < items[i].length; f++) {
                out[i][f] = items[i][f] * by;
            }
        }
        return out;
    }
}

package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
    private static final float[][] REAL = FormulaData.features(1, 300, 16, 0, 1);
    private static final float[][] NEAR = FormulaData.features(2, 260, 16, 0.03, 0.9);
    private static final float[][] FAR = FormulaData.features(3, 200, 16, 0.5, 0.4);

    @Test
    void agreesWithNumpy() {
        assertEquals(FormulaData.expected("kernelNear").asDouble(), estimate(REAL, NEAR), 1e-9);
        assertEquals(FormulaData.expected("kernelFar").asDouble(), estimate(REAL, FAR), 1e-8);
    }

    @Test
    void leavesOutPairsOfOneGroup() {
        Interval found = KernelDistance.between(modulo(REAL, 7), modulo(NEAR, 7), 1);
        assertEquals(FormulaData.expected("kernelNearOfGroups").asDouble(), found.estimate(), 1e-9);
        assertEquals(7, found.groups());
        assertEquals(260, found.clips());
    }

    @Test
    void itsIntervalHoldsZeroForSetsOfOneKindAndNotForOthers() {
        int holds = 0;
        for (int seed = 0; seed < 20; seed++) {
            FeatureSet a = new FeatureSet(FormulaData.gaussian(2L * seed, 80, 8));
            FeatureSet b = new FeatureSet(FormulaData.gaussian(2L * seed + 1, 120, 8));
            Interval alike = KernelDistance.between(a, b, seed);
            holds += alike.low() <= 0 && alike.high() >= 0 ? 1 : 0;
            Interval shifted = KernelDistance.between(a, new FeatureSet(FormulaData.shifted(b.features(), 1)), seed);
            assertTrue(shifted.low() > 0, shifted.toString());
            assertFalse(shifted.overlaps(alike));
        }
        assertTrue(holds >= 18, holds + " of 20");
    }

    /** E k(x, x') = E (x·x'/d + 1)³ = 1 + 3/d for x, x' of N(0, 1)^d; with a mean of m in all d: (1 + m²)³ + 3 (1 + m²)(1/d + 2m²/d). */
    @Test
    void ofGaussiansIsWhatTheFormulaSays() {
        int d = 8;
        double m = 0.5;
        float[][] a = FormulaData.gaussian(1, 1500, d);
        float[][] b = FormulaData.shifted(FormulaData.gaussian(2, 1500, d), (float) m);
        double shifted = 1 + m * m;
        double truth = 1
                + 3.0 / d
                + shifted * shifted * shifted
                + 3 * shifted * (1 + 2 * m * m) / d
                - 2 * (1 + 3 * (1 + m * m) / d);
        Interval found = KernelDistance.between(new FeatureSet(a), new FeatureSet(b), 1);
        assertTrue(found.low() <= truth && truth <= found.high(), truth + " in " + found);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        FeatureSet a = new FeatureSet(REAL);
        FeatureSet b = new FeatureSet(NEAR);
        assertEquals(KernelDistance.between(a, b, 3), KernelDistance.between(a, b, 3));
    }

    @Test
    void refusesOneGroupAndTooFewClips() {
        FeatureSet many = new FeatureSet(REAL);
        FeatureSet few = new FeatureSet(FormulaData.gaussian(1, 9, 16));
        assertEquals(
                "the second set has 9 items, at least 10 are needed",
                assertThrows(IllegalArgumentException.class, () -> KernelDistance.between(many, few, 1))
                        .getMessage());
        assertEquals(
                "all clips of a set are of one group; two groups at least are needed",
                assertThrows(IllegalArgumentException.class, () -> KernelDistance.between(many, modulo(NEAR, 1), 1))
                        .getMessage());
    }

    private static double estimate(float[][] a, float[][] b) {
        return KernelDistance.between(new FeatureSet(a), new FeatureSet(b), 1).estimate();
    }

    private static FeatureSet modulo(float[][] items, int groups) {
        return new FeatureSet(
                items,
                Groups.of(IntStream.range(0, items.length)
                        .mapToObj(i -> "" + i % groups)
                        .toList()));
    }
}

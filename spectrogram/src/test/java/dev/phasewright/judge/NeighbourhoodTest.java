package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@link PrecisionRecall} and {@link DensityCoverage}, which share their balls. */
class NeighbourhoodTest {
    private static final float[][] REAL = FormulaData.features(1, 300, 16, 0, 1);
    private static final float[][] NEAR = FormulaData.features(2, 260, 16, 0.03, 0.9);
    private static final float[][] FAR = FormulaData.features(3, 200, 16, 0.5, 0.4);

    @Test
    void agreeWithNumpy() {
        assertAgrees("precisionRecallNear", "densityCoverageNear", NEAR);
        assertAgrees("precisionRecallFar", "densityCoverageFar", FAR);
    }

    @Test
    void aSetAgainstItselfIsPerfect() {
        assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.between(REAL, REAL));
        assertEquals(new DensityCoverage(1, 1), DensityCoverage.between(REAL, REAL));
    }

    @Test
    void setsOfOneDistributionComeNearThePapersExpectations() {
        float[][] a = FormulaData.gaussian(1, 1000, 8);
        float[][] b = FormulaData.gaussian(2, 1000, 8);
        PrecisionRecall precisionRecall = PrecisionRecall.between(a, b);
        assertEquals(0.9, precisionRecall.precision(), 0.08);
        assertEquals(0.9, precisionRecall.recall(), 0.08);
        DensityCoverage densityCoverage = DensityCoverage.between(a, b);
        assertEquals(1, densityCoverage.density(), 0.1);
        assertEquals(1 - Math.pow(2, -5), densityCoverage.coverage(), 0.02);
    }

    @Test
    void setsApartScoreNothing() {
        float[][] apart = FormulaData.shifted(NEAR, 100);
        assertEquals(new PrecisionRecall(0, 0), PrecisionRecall.between(REAL, apart));
        assertEquals(new DensityCoverage(0, 0), DensityCoverage.between(REAL, apart));
    }

    @Test
    void aGeneratorOfOneItemHasPrecisionWithoutRecall() {
        float[][] collapsed = new float[REAL.length][];
        Arrays.fill(collapsed, REAL[7]);
        PrecisionRecall precisionRecall = PrecisionRecall.between(REAL, collapsed);
        assertEquals(1, precisionRecall.precision());
        assertEquals(1.0 / REAL.length, precisionRecall.recall());
    }

    @Test
    void anOrderedLineGivesTheCountsDoneByHand() {
        // With k = 1 the real balls have radius 1 about 0 and 1 and radius 4 about 5.
        float[][] real = {{0}, {1}, {5}};
        float[][] generated = {{0.5f}, {3}};
        assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.between(real, generated, 1));
        assertEquals(new DensityCoverage(3.0 / 2, 1), DensityCoverage.between(real, generated, 1));
    }

    @Test
    void aPointOnTheSurfaceIsInsideForPrecisionAndOutsideForDensity() {
        float[][] real = {{0}, {1}, {5}};
        float[][] generated = {{9}, {-1}};
        assertEquals(1, PrecisionRecall.between(real, generated, 1).precision());
        assertEquals(new DensityCoverage(0, 0), DensityCoverage.between(real, generated, 1));
    }

    @Test
    void refuseTooFewOrOtherItems() {
        float[][] three = {{1}, {2}, {3}};
        float[][] four = {{1}, {2}, {3}, {4}};
        float[][] wide = {{1, 1}, {2, 1}, {3, 1}, {4, 1}};
        float[][] holed = {{1}, {2}, {Float.POSITIVE_INFINITY}, {4}};
        float[][] ragged = {{1}, {2}, {3, 3}, {4}};
        assertRefused("the generated set has 3 items, at least 4 are needed", four, three, 3);
        assertRefused("the real set has 3 items, at least 4 are needed", three, four, 3);
        assertRefused("the real set has 1 features an item, the generated set 2", four, wide, 3);
        assertRefused("feature 0 of item 2 of the generated set is Infinity", four, holed, 3);
        assertRefused("item 2 of the generated set has 2 features instead of 1", four, ragged, 3);
        assertRefused("the number of neighbours must be positive, not 0", four, four, 0);
    }

    private static void assertRefused(String message, float[][] real, float[][] generated, int k) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.between(real, generated, k))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> DensityCoverage.between(real, generated, k))
                        .getMessage());
    }

    private static void assertAgrees(String precisionRecall, String densityCoverage, float[][] generated) {
        JsonNode pr = FormulaData.expected(precisionRecall);
        PrecisionRecall ours = PrecisionRecall.between(REAL, generated);
        assertEquals(pr.get(0).asDouble(), ours.precision(), 1e-12);
        assertEquals(pr.get(1).asDouble(), ours.recall(), 1e-12);
        JsonNode dc = FormulaData.expected(densityCoverage);
        DensityCoverage theirs = DensityCoverage.between(REAL, generated);
        assertEquals(dc.get(0).asDouble(), theirs.density(), 1e-12);
        assertEquals(dc.get(1).asDouble(), theirs.coverage(), 1e-12);
    }
}

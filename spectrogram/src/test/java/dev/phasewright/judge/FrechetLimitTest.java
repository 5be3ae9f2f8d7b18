package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FrechetLimitTest {
    private static final int WIDTH = 24;

    /** |μ₁ − μ₂|² + d (σ₁ − σ₂)². */
    private static final double TRUTH = WIDTH * (0.2 * 0.2 + 0.3 * 0.3);

    @Test
    void isTheKnownDistanceOfGaussiansWhateverTheNumberOfClips() {
        for (int clips : new int[] {100, 300, 1000}) {
            float[][] a = FormulaData.gaussian(1, clips, WIDTH);
            float[][] b = other(2, clips);
            Interval found = FrechetLimit.between(new FeatureSet(a), new FeatureSet(b), 1);
            assertTrue(found.low() <= TRUTH && TRUTH <= found.high(), TRUTH + " in " + found);
            if (clips == 100) {
                double biased = FrechetDistance.between(a, b);
                assertTrue(biased > found.high(), biased + " is beyond " + found);
            }
        }
    }

    @Test
    void isAboutZeroForSetsOfOneKind() {
        int holds = 0;
        for (int seed = 0; seed < 6; seed++) {
            Interval found = FrechetLimit.between(
                    new FeatureSet(FormulaData.gaussian(10 + seed, 200, WIDTH)),
                    new FeatureSet(FormulaData.gaussian(30 + seed, 250, WIDTH)),
                    seed);
            holds += found.low() <= 0 && found.high() >= 0 ? 1 : 0;
        }
        assertTrue(holds >= 5, holds + " of 6");
    }

    @Test
    void theSameSeedGivesTheSameFigure() {
        FeatureSet a = new FeatureSet(FormulaData.gaussian(1, 60, 8));
        FeatureSet b = new FeatureSet(FormulaData.gaussian(2, 60, 8));
        assertEquals(FrechetLimit.between(a, b, 3), FrechetLimit.between(a, b, 3));
    }

    @Test
    void refusesFewerClipsThanTwiceTheFeatures() {
        FeatureSet few = new FeatureSet(FormulaData.gaussian(1, 49, WIDTH));
        assertEquals(50, FrechetLimit.fewest(WIDTH));
        assertEquals(
                "the first set has 49 items, at least 50 are needed",
                assertThrows(IllegalArgumentException.class, () -> FrechetLimit.between(few, few, 1))
                        .getMessage());
    }

    private static float[][] other(long seed, int clips) {
        float[][] items = FormulaData.gaussian(seed, clips, WIDTH);
        for (float[] item : items) {
            for (int f = 0; f < WIDTH; f++) {
                item[f] = 1.3f * item[f] + 0.2f;
            }
        }
        return items;
    }
}

package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemorizationTest {
    private static final float[][] TRAIN = FormulaData.features(7, 700, 600, 0, 1);
    private static final float[][] QUERIES = FormulaData.features(8, 40, 600, 0.02, 0.8);
    private static final float[][] TEST = FormulaData.features(9, 37, 600, 0, 0.81);

    @Test
    void findsTheNeighboursThatNumpyFinds() {
        JsonNode indices = FormulaData.expected("nearestIndices");
        JsonNode distances = FormulaData.expected("nearestDistances");
        Neighbours neighbours = Memorization.nearest(QUERIES, TRAIN);
        assertEquals(QUERIES.length, neighbours.size());
        for (int q = 0; q < QUERIES.length; q++) {
            assertEquals(indices.get(q).asInt(), neighbours.index(q));
            assertEquals(distances.get(q).asDouble(), neighbours.distance(q), 1e-10);
        }
    }

    @Test
    void givesTheShareThatNumpyGives() {
        double[] generated = Memorization.nearest(QUERIES, TRAIN).distances();
        double[] test = Memorization.nearest(TEST, TRAIN).distances();
        assertEquals(FormulaData.expected("shareBelowFirstPercentile").asDouble(), Memorization.share(generated, test));
        assertEquals(
                FormulaData.expected("shareOfTestBelowFirstPercentileOfGenerated")
                        .asDouble(),
                Memorization.share(test, generated));
    }

    @Test
    void searchIsExactWhateverTheDataLookLike() {
        assertExact(FormulaData.gaussian(1, 300, 40), FormulaData.gaussian(2, 900, 40));
        assertExact(lowRank(3, 300, 900), lowRank(4, 600, 900));
        assertExact(FormulaData.gaussian(5, 1, 3), FormulaData.gaussian(6, 5, 3));
        assertExact(FormulaData.gaussian(7, 20, 1), FormulaData.gaussian(8, 300, 1));
        // Far from the origin, and with queries that have no spread of their own.
        assertExact(FormulaData.shifted(lowRank(9, 50, 700), 1000), FormulaData.shifted(lowRank(10, 300, 700), 1000));
        assertExact(new float[4][600], TRAIN);
    }

    @Test
    void searchIsExactWhereSinglePrecisionOverflowsOrVanishes() {
        assertExact(
                scaled(FormulaData.gaussian(1, 9, 1200), 0x1p100f),
                scaled(FormulaData.gaussian(2, 300, 1200), 0x1p100f));
        assertExact(
                scaled(FormulaData.gaussian(1, 9, 1200), 0x1p-100f),
                scaled(FormulaData.gaussian(2, 300, 1200), 0x1p-100f));
    }

    @Test
    void aCopyIsFoundAtDistanceZeroAndTheFirstOfEqualsIsNamed() {
        float[][] train = TRAIN.clone();
        train[699] = TRAIN[12].clone();
        Neighbours neighbours = Memorization.nearest(new float[][] {TRAIN[12], TRAIN[500]}, train);
        assertEquals(0, neighbours.distance(0));
        assertEquals(12, neighbours.index(0));
        assertEquals(0, neighbours.distance(1));
        assertEquals(500, neighbours.index(1));
    }

    @Test
    void theTrainingSetMayBeReadThroughOneArray() {
        float[] shared = new float[600];
        Iterable<float[]> refilled = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < TRAIN.length;
            }

            @Override
            public float[] next() {
                System.arraycopy(TRAIN[next++], 0, shared, 0, shared.length);
                return shared;
            }
        };
        Neighbours expected = Memorization.nearest(QUERIES, TRAIN);
        Neighbours actual = Memorization.nearest(QUERIES, refilled);
        for (int q = 0; q < QUERIES.length; q++) {
            assertEquals(expected.index(q), actual.index(q));
        }
    }

    @Test
    void copiesOfTrainingClipsAreToldFromNewClips() {
        float[][] copies = new float[100][];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = FormulaData.shifted(new float[][] {TRAIN[i]}, 0.01f)[0];
        }
        double[] ofTest = Memorization.nearest(TEST, TRAIN).distances();
        assertEquals(1, Memorization.share(Memorization.nearest(copies, TRAIN).distances(), ofTest));
        assertTrue(Memorization.share(ofTest, ofTest) <= 1.0 / TEST.length);
    }

    @Test
    void percentileIsInterpolated() {
        // numpy.percentile([0, 1, ..., 10], 1) = 0.1
        double[] test = {10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0};
        assertEquals(0.5, Memorization.share(new double[] {0.0999, 0.1001}, test));
        assertEquals(0, Memorization.share(new double[] {3}, new double[] {3}));
    }

    @Test
    void refusesEmptySetsOtherLengthsAndWhatIsNotFinite() {
        float[][] two = {{1, 2}, {3, 4}};
        assertRefused("the query set has 0 items, at least 1 are needed", new float[0][], List.of());
        assertRefused("the training set is empty", two, List.of());
        assertRefused("item 1 of the training set has 1 features instead of 2", two, List.of(two[0], new float[1]));
        assertRefused(
                "feature 0 of item 0 of the training set is NaN", two, List.of(new float[] {Float.NaN, 0}, two[0]));
        assertThrows(IllegalArgumentException.class, () -> Memorization.share(new double[0], new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Memorization.share(new double[] {1}, new double[0]));
        assertThrows(
                IllegalArgumentException.class, () -> Memorization.share(new double[] {Double.NaN}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Memorization.share(new double[] {1}, new double[] {-1}));
    }

    private static void assertRefused(String message, float[][] queries, List<float[]> train) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Memorization.nearest(queries, train))
                        .getMessage());
    }

    private static void assertExact(float[][] queries, float[][] train) {
        Neighbours neighbours = Memorization.nearest(queries, train);
        for (int q = 0; q < queries.length; q++) {
            double best = Double.POSITIVE_INFINITY;
            int index = -1;
            for (int t = 0; t < train.length; t++) {
                double sum = 0;
                for (int i = 0; i < train[t].length; i++) {
                    double d = (double) queries[q][i] - train[t][i];
                    sum += d * d;
                }
                if (sum < best) {
                    best = sum;
                    index = t;
                }
            }
            assertEquals(index, neighbours.index(q));
            assertEquals(Math.sqrt(best), neighbours.distance(q));
        }
    }

    /** Twelve patterns with decaying strength, a little noise on top, and a floor, as spectrograms have. */
    private static float[][] lowRank(long seed, int items, int width) {
        Random random = new Random(seed);
        float[][] out = new float[items][width];
        for (float[] item : out) {
            for (int k = 1; k <= 12; k++) {
                double weight = random.nextGaussian() * 3 / k;
                for (int i = 0; i < width; i++) {
                    item[i] += (float) (weight * Math.cos(0.01 * k * i + k));
                }
            }
            for (int i = 0; i < width; i++) {
                item[i] = Math.max(-3, item[i] + 0.2f * (float) random.nextGaussian());
            }
        }
        return out;
    }

    private static float[][] scaled(float[][] items, float by) {
        for (float[] item : items) {
            for (int i = 0; i < item.length; i++) {
                item[i] *= by;
            }
        }
        return items;
    }
}

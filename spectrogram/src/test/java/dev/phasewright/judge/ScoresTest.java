package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void aSetComparedWithItselfIsPerfect() {
        Verdicts clips = verdicts(1, 40, 0);
        int[] expected = new int[40];
        for (int i = 0; i < 40; i++) {
            expected[i] = i % 2;
        }
        Scores scores = Scores.of(clips, expected, clips);

        assertEquals(1, scores.accuracy());
        assertEquals(0, scores.frechet(), 1e-9);
        assertEquals(1, scores.precisionRecall().precision());
        assertEquals(1, scores.precisionRecall().recall());
        assertEquals(1, scores.densityCoverage().density(), 1e-9);
        // Half the clips are surely of one class and half of the other: two classes' worth.
        assertEquals(2, scores.inception().mean(), 1e-3);
    }

    @Test
    void aSetFarAwayHasNoPrecisionNorRecallAndItsDistanceIsTheShiftSquared() {
        Verdicts real = verdicts(1, 40, 0);
        Scores scores = Scores.of(verdicts(1, 40, 100), real);

        assertTrue(Double.isNaN(scores.accuracy()));
        assertEquals(3 * 100 * 100, scores.frechet(), 0.1);
        assertEquals(0, scores.precisionRecall().precision());
        assertEquals(0, scores.precisionRecall().recall());
        assertEquals(0, scores.densityCoverage().coverage());
    }

    @Test
    void accuracyCountsWhatIsRight() {
        Verdicts clips = new Verdicts(new float[][] {{0.6f, 0.4f}, {0.1f, 0.9f}, {0.7f, 0.3f}}, new float[3][2]);

        assertEquals(2.0 / 3, clips.accuracy(new int[] {0, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> clips.accuracy(new int[] {0, 1}));
        assertThrows(IllegalArgumentException.class, () -> new Verdicts(new float[0][], new float[0][])
                .accuracy(new int[0]));
    }

    @Test
    void setsOfUnequalSizeAreRefused() {
        Verdicts few = verdicts(1, 20, 0);
        Verdicts many = verdicts(2, 40, 0);
        assertThrows(IllegalArgumentException.class, () -> Scores.of(few, many));
    }

    @Test
    void closenessComparesPercentilesAsNumpyDoes() {
        // numpy.percentile(range(101), [1, 50]) = [1, 50]; numpy.percentile([0.5, 3, 60], [1, 50]) = [0.55, 3]
        double[][] train = new double[101][];
        for (int i = 0; i < train.length; i++) {
            train[i] = new double[] {0, i, i + 1};
        }
        NearestClips generated =
                new NearestClips(new int[3][NearestClips.RANKS], new double[][] {{60, 61, 62}, {3, 8, 9}, {0.5, 2, 3}});
        NearestClips test = new NearestClips(new int[1][NearestClips.RANKS], new double[][] {{1, 2, 3}});
        Closeness closeness = Closeness.of(generated, test, new NearestClips(new int[101][NearestClips.RANKS], train));

        assertEquals(new Closeness.Part(1.0 / 3, 1.0 / 3, 0.55, 3), rounded(closeness.generated()));
        assertEquals(new Closeness.Part(0, 0, 1, 1), closeness.test());
        assertEquals(new Closeness.Part(1.0 / 101, 1.0 / 101, 1, 50), rounded(closeness.train()));
        assertThrows(
                IllegalArgumentException.class,
                () -> Closeness.of(generated, test, new NearestClips(new int[1][NearestClips.RANKS], new double[][] {
                    {0, Double.POSITIVE_INFINITY, 0}
                })));
    }

    private static Closeness.Part rounded(Closeness.Part part) {
        return new Closeness.Part(part.copied(), part.alone(), Math.rint(part.percentile() * 1e9) / 1e9, part.median());
    }

    private static Verdicts verdicts(long seed, int count, float shift) {
        Random random = new Random(seed);
        float[][] features = new float[count][3];
        float[][] probabilities = new float[count][2];
        for (int i = 0; i < count; i++) {
            for (int f = 0; f < 3; f++) {
                features[i][f] = (float) random.nextGaussian() + shift;
            }
            probabilities[i][i % 2] = 1;
        }
        return new Verdicts(probabilities, features);
    }
}

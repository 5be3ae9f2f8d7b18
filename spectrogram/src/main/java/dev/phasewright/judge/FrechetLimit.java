package dev.phasewright.judge;

import dev.phasewright.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The Fréchet distance that two sets would have if they were infinitely large (Chong &amp; Forsyth, "Effectively unbiased
 * FID and inception score and where to find them", 2020). {@link FrechetDistance} of N clips is too large by about a
 * constant over N, and the constant is another for each generator; so it is found at several sizes, and the straight line
 * over 1/N is followed to 0. Near 0 the figure may come out negative.
 *
 * <p>Clips are made infinitely many, speakers are not: two sets of different speakers keep the distance of their speakers.
 * So the distance of two halves of the real speakers is what to divide by, which {@link Interval#dividedBy} does with what
 * is not known of either.
 */
public final class FrechetLimit {
    /** Parts of a set that distances are found of, evenly spread over what 1/N becomes. */
    private static final double[] RECIPROCALS = {1, 1.2, 1.4, 1.6, 1.8, 2};

    private static final double LARGEST_RECIPROCAL = 2;
    private static final int DRAWS = 3;
    private static final int REPLICATES = 40;
    private static final int DRAWS_OF_REPLICATE = 1;

    private FrechetLimit() {}

    /** The fewest clips of each set: half of them must be more than there are features. */
    public static int fewest(int features) {
        return (int) (LARGEST_RECIPROCAL * (features + 1));
    }

    /**
     * The distance, with an interval by resampling the groups of both sets.
     *
     * @param a at least {@link #fewest} clips of at least two groups
     * @param b at least {@link #fewest} clips of at least two groups, not necessarily as many
     * @param seed of subsets and resampling
     * @throws IllegalArgumentException if there are fewer, or the sets differ in the number of features
     */
    public static Interval between(FeatureSet a, FeatureSet b, long seed) {
        double estimate = estimate(a, b, seed);
        double[] ends = {1, LARGEST_RECIPROCAL};
        double[] replicates = IntStream.range(0, REPLICATES)
                .parallel()
                .mapToDouble(r -> {
                    RandomGenerator random = Seeds.stream(seed, "Fréchet", r);
                    float[][] drawnA = a.pick(a.groups().draw(random));
                    float[][] drawnB = b.pick(b.groups().draw(random));
                    return limit(drawnA, drawnB, ends, DRAWS_OF_REPLICATE, random);
                })
                .toArray();
        return Interval.of(
                estimate,
                replicates,
                Math.min(a.size(), b.size()),
                Math.min(a.groups().count(), b.groups().count()));
    }

    /** The same distance without an interval, in a sixth of the time; parameters are as above. */
    public static double estimate(FeatureSet a, FeatureSet b, long seed) {
        FeatureSet.check(a, b, fewest(a.features()[0].length));
        return limit(a.features(), b.features(), RECIPROCALS, DRAWS, Seeds.stream(seed, "Fréchet", -1));
    }

    /** Where the line through the mean distances of subsets meets 1/N = 0. */
    private static double limit(float[][] a, float[][] b, double[] reciprocals, int draws, RandomGenerator random) {
        double[] distances = new double[reciprocals.length];
        for (int i = 0; i < distances.length; i++) {
            int times = reciprocals[i] == 1 ? 1 : draws;
            for (int draw = 0; draw < times; draw++) {
                distances[i] +=
                        FrechetDistance.between(part(a, reciprocals[i], random), part(b, reciprocals[i], random))
                                / times;
            }
        }
        double meanX = Arrays.stream(reciprocals).average().orElseThrow();
        double meanY = Arrays.stream(distances).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < distances.length; i++) {
            products += (reciprocals[i] - meanX) * (distances[i] - meanY);
            squares += (reciprocals[i] - meanX) * (reciprocals[i] - meanX);
        }
        return meanY - meanX * products / squares;
    }

    /** A part of a set, drawn without replacement. */
    private static float[][] part(float[][] items, double reciprocal, RandomGenerator random) {
        float[][] left = items.clone();
        int size = (int) Math.round(items.length / reciprocal);
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(left.length - i);
            float[] item = left[other];
            left[other] = left[i];
            left[i] = item;
        }
        return Arrays.copyOf(left, size);
    }
}

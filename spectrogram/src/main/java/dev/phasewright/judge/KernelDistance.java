package dev.phasewright.judge;

import dev.phasewright.random.Seeds;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The kernel distance of two sets of features (Bińkowski et al., "Demystifying MMD GANs", 2018: "KID"): the squared
 * maximum mean discrepancy for the kernel (x·y/d + 1)³, as a U-statistic. Two sets that differ in mean, covariance or
 * skewness are apart; of two sets of one kind its mean is 0 whatever their size, so single values may be negative, and
 * figures of different numbers of clips may be compared.
 *
 * <p>A U-statistic leaves out the pairs of a clip with itself. Pairs within a group are left out, too: two clips of one
 * speaker are more alike than two that were drawn at random. Where each clip is by itself, it is the paper's estimate.
 *
 * <p>Its interval is wide where the sets hardly differ, since the resampled statistic then spreads more than the
 * statistic itself: it errs towards calling sets alike.
 */
public final class KernelDistance {
    /** The fewest clips of each set. */
    public static final int FEWEST = 10;

    private static final int REPLICATES = 200;

    /** Sums of the kernel over pairs of groups, {@code [groups][groups]}. */
    private final double[][] first;

    private final double[][] second;
    private final double[][] across;
    private final int[] firstSizes;
    private final int[] secondSizes;

    private KernelDistance(FeatureSet a, FeatureSet b) {
        first = sums(a, a);
        second = sums(b, b);
        across = sums(a, b);
        firstSizes = sizes(a.groups());
        secondSizes = sizes(b.groups());
    }

    /**
     * The distance, with an interval by resampling the groups of both sets.
     *
     * @param a at least {@value #FEWEST} clips of at least two groups
     * @param b at least {@value #FEWEST} clips of at least two groups, not necessarily as many
     * @param seed of the resampling
     * @throws IllegalArgumentException if there are fewer, or the sets differ in the number of features
     */
    public static Interval between(FeatureSet a, FeatureSet b, long seed) {
        FeatureSet.check(a, b, FEWEST);
        KernelDistance distance = new KernelDistance(a, b);
        double[] replicates = IntStream.range(0, REPLICATES)
                .parallel()
                .mapToDouble(r -> {
                    RandomGenerator random = Seeds.stream(seed, "kernel", r);
                    return distance.of(drawn(a.groups(), random), drawn(b.groups(), random));
                })
                .toArray();
        return Interval.of(
                distance.of(once(a.groups()), once(b.groups())),
                replicates,
                Math.min(a.size(), b.size()),
                Math.min(a.groups().count(), b.groups().count()));
    }

    private static int[] once(Groups groups) {
        return IntStream.range(0, groups.count()).map(g -> 1).toArray();
    }

    /** A draw of at least two different groups, or there would be no pair. */
    private static int[] drawn(Groups groups, RandomGenerator random) {
        int[] times;
        do {
            times = groups.multiplicities(random);
        } while (IntStream.of(times).filter(t -> t > 0).count() < 2);
        return times;
    }

    private double of(int[] timesFirst, int[] timesSecond) {
        return within(first, timesFirst, firstSizes)
                + within(second, timesSecond, secondSizes)
                - 2 * across(timesFirst, timesSecond);
    }

    private static double within(double[][] sums, int[] times, int[] sizes) {
        double sum = 0;
        double pairs = 0;
        for (int g = 0; g < times.length; g++) {
            for (int h = 0; h < g && times[g] > 0; h++) {
                double weight = (double) times[g] * times[h];
                sum += weight * sums[g][h];
                pairs += weight * sizes[g] * sizes[h];
            }
        }
        return sum / pairs;
    }

    private double across(int[] timesFirst, int[] timesSecond) {
        double sum = 0;
        double pairs = 0;
        for (int g = 0; g < timesFirst.length; g++) {
            for (int h = 0; h < timesSecond.length && timesFirst[g] > 0; h++) {
                double weight = (double) timesFirst[g] * timesSecond[h];
                sum += weight * across[g][h];
                pairs += weight * firstSizes[g] * secondSizes[h];
            }
        }
        return sum / pairs;
    }

    private static int[] sizes(Groups groups) {
        return IntStream.range(0, groups.count())
                .map(g -> groups.members(g).length)
                .toArray();
    }

    private static double[][] sums(FeatureSet a, FeatureSet b) {
        int[] groupsOfB = b.groups().labels();
        double[][] sums = new double[a.groups().count()][b.groups().count()];
        IntStream.range(0, sums.length).parallel().forEach(g -> {
            for (int i : a.groups().members(g)) {
                for (int j = 0; j < groupsOfB.length; j++) {
                    sums[g][groupsOfB[j]] += kernel(a.features()[i], b.features()[j]);
                }
            }
        });
        return sums;
    }

    private static double kernel(float[] x, float[] y) {
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i + 1 < x.length; i += 2) {
            s0 += (double) x[i] * y[i];
            s1 += (double) x[i + 1] * y[i + 1];
        }
        for (; i < x.length; i++) {
            s0 += (double) x[i] * y[i];
        }
        double base = (s0 + s1) / x.length + 1;
        return base * base * base;
    }
}

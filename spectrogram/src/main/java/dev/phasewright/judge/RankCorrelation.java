package dev.phasewright.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Whether one figure rises with another, whatever the scale of either: the correlation of their ranks (Spearman 1904),
 * from −1 over 0 to 1. Equal figures share the middle of their ranks.
 */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of two figures of the same items.
     *
     * @param first one figure of each item, none NaN
     * @param second the other, in the same order
     * @return 0 if all of one of them are the same, or there is none
     * @throws IllegalArgumentException if there are not as many of both
     */
    public static double between(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " figures and " + second.length);
        }
        double[] a = ranks(first);
        double[] b = ranks(second);
        double middle = (first.length + 1) / 2.0;
        double together = 0;
        double alone = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            together += (a[i] - middle) * (b[i] - middle);
            alone += (a[i] - middle) * (a[i] - middle);
            other += (b[i] - middle) * (b[i] - middle);
        }
        return alone == 0 || other == 0 ? 0 : together / Math.sqrt(alone * other);
    }

    /** From 1 for the smallest. */
    private static double[] ranks(double[] figures) {
        int[] order = IntStream.range(0, figures.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> figures[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[figures.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && figures[order[to]] == figures[order[from]]) {
                to++;
            }
            double shared = (from + 1 + to) / 2.0;
            Arrays.stream(order, from, to).forEach(i -> ranks[i] = shared);
        }
        return ranks;
    }
}

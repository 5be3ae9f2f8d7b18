package dev.phasewright.judge;

import java.util.Arrays;

/**
 * A figure, how far chance may have moved it, and from how much it was found. Whoever compares two figures asks first
 * whether their intervals overlap.
 *
 * @param estimate the figure itself
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param clips it was found from, of the smaller set if of two
 * @param groups of clips that belong together, such as speakers, of the set with fewer
 */
public record Interval(double estimate, double low, double high, int clips, int groups) {
    private static final double TAIL_PERCENT = 2.5;

    /**
     * The interval of an estimate by the percentiles of what it is in resampled data. They are moved as a whole so that
     * their mean is the estimate: of distances that repeats in a resampled set make larger, the spread counts and not the
     * place.
     *
     * @param estimate from all data
     * @param replicates the same from resampled data, at least one
     * @param clips the number of clips
     * @param groups the number of groups that were resampled
     */
    public static Interval of(double estimate, double[] replicates, int clips, int groups) {
        double shift = estimate - Arrays.stream(replicates).average().orElseThrow();
        return new Interval(
                estimate,
                Memorization.percentile(replicates, TAIL_PERCENT) + shift,
                Memorization.percentile(replicates, 100 - TAIL_PERCENT) + shift,
                clips,
                groups);
    }

    /** Whether chance alone may be what sets this figure apart from another. */
    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /** The same in another unit, {@code factor} positive. */
    public Interval times(double factor) {
        return new Interval(estimate * factor, low * factor, high * factor, clips, groups);
    }
}

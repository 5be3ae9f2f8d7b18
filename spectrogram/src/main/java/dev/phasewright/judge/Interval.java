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

    /** As many deviations to either side hold 95 % of a normal distribution. */
    private static final double WITHIN = 1.96;

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

    /**
     * The interval of a share of clips that were drawn apart (E. B. Wilson, 1927): within 0 and 1, and wider than nothing
     * also where none or all are meant.
     *
     * @param hits how many of them are meant, 0 to all
     * @param clips all of them, at least one
     */
    public static Interval ofShare(int hits, int clips) {
        double share = (double) hits / clips;
        return new Interval(share, endOfShare(share, clips, -WITHIN), endOfShare(share, clips, WITHIN), clips, clips);
    }

    /**
     * An end of such an interval.
     *
     * @param share from 0 to 1, of so many clips
     * @param deviations of a normal distribution that lie between the middle and this end; below 0 for the lower one
     */
    public static double endOfShare(double share, int clips, double deviations) {
        double square = deviations * deviations / clips;
        double spread = deviations * Math.sqrt(share * (1 - share) / clips + square / clips / 4);
        return (share + square / 2 + spread) / (1 + square);
    }

    /** Whether chance alone may be what sets this figure apart from another. */
    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /**
     * This over another that was found from other clips. Its ends are where a difference this − r · other would just not be
     * told from 0 (the method of variance estimates recovery; Donner &amp; Zou, "Closed-form confidence intervals for
     * functions of the normal mean and standard deviation", 2012), so what is not known of the divisor counts, too. Figures
     * that cannot be negative are meant, such as distances: the lower end is 0 at least, and the upper one infinite if the
     * divisor may be 0.
     *
     * @param other with an estimate above 0
     */
    public Interval dividedBy(Interval other) {
        double a = Math.max(0, estimate);
        double b = other.estimate;
        double least = Math.max(0, low) * (2 * a - Math.max(0, low)) * other.high * (2 * b - other.high);
        double most = high * (2 * a - high) * other.low * (2 * b - other.low);
        double lower =
                Math.max(0, low) * (2 * a - Math.max(0, low)) / (a * b + Math.sqrt(Math.max(0, a * a * b * b - least)));
        double upper = other.low <= 0
                ? Double.POSITIVE_INFINITY
                : (a * b + Math.sqrt(Math.max(0, a * a * b * b - most))) / (other.low * (2 * b - other.low));
        return new Interval(
                estimate / b,
                low <= 0 ? 0 : lower,
                upper,
                Math.min(clips, other.clips),
                Math.min(groups, other.groups));
    }

    /** The same in another unit, {@code factor} positive. */
    public Interval times(double factor) {
        return new Interval(estimate * factor, low * factor, high * factor, clips, groups);
    }
}

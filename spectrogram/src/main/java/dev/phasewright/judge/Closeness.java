package dev.phasewright.judge;

/**
 * How close a generator's clips come to its training clips, against how close real clips do that it never saw; from
 * distances as {@link Memorization#nearest} finds them.
 *
 * @param share of generated clips nearer to a training clip than the first percentile of test clips; about 0.01 for
 *     a generator that repeats nothing
 * @param generatedPercentile the first percentile of the generated clips' distances
 * @param testPercentile the first percentile of the test clips' distances
 * @param generatedMedian the median of the generated clips' distances
 * @param testMedian the median of the test clips' distances
 */
public record Closeness(
        double share, double generatedPercentile, double testPercentile, double generatedMedian, double testMedian) {
    private static final double FIRST = 1;
    private static final double MIDDLE = 50;

    /**
     * Compares distances to nearest training clips.
     *
     * @throws IllegalArgumentException if either is empty, or a distance is negative or not finite
     */
    public static Closeness of(double[] generated, double[] test) {
        return new Closeness(
                Memorization.share(generated, test),
                Memorization.percentile(generated, FIRST),
                Memorization.percentile(test, FIRST),
                Memorization.percentile(generated, MIDDLE),
                Memorization.percentile(test, MIDDLE));
    }

    /** The generated clips' median distance divided by the test clips'. */
    public double medianRatio() {
        return generatedMedian / testMedian;
    }
}

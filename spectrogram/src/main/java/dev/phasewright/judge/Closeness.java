package dev.phasewright.judge;

import java.util.Arrays;

/**
 * How close a generator's clips come to its training clips, by the distances of {@link Memorization#copies}.
 *
 * <p>How close is too close is told by the training clips themselves: a generator that learned what they have in common
 * makes clips that are to them as they are to each other. (Test clips cannot tell where other voices speak in them: they
 * are farther from all that was learned from, and many a new clip by a known voice would pass for a copy.)
 *
 * @param generated of the generated clips
 * @param test of real clips that were not learned from, which should hardly be taken for copies
 * @param train of training clips to their nearest fellows
 */
public record Closeness(Part generated, Part test, Part train) {
    private static final double FIRST = 1;
    private static final double MIDDLE = 50;
    /** What is as near as that is a copy, even of training clips that often repeat each other. */
    private static final double SURELY = 0.05;
    /** How much nearer one is than the next where only one was copied. */
    private static final double ALONE = 1 / 3.0;

    /**
     * One set of clips.
     *
     * @param copied the share nearer to a training clip than the first percentile of training clips is to its nearest
     *     fellow; about 0.01 where nothing is repeated
     * @param alone the share three times as near to one training clip as to any other, the criterion of Yoon et al.,
     *     "Diffusion probabilistic models generalize when they fail to memorize" (2023), which needs no threshold but
     *     overlooks copies of what the training set has twice
     * @param percentile the first percentile of the distances
     * @param median the median of the distances
     */
    public record Part(double copied, double alone, double percentile, double median) {
        private static Part of(double[] nearest, double[] next, double[] among) {
            int alone = 0;
            for (int i = 0; i < nearest.length; i++) {
                alone += nearest[i] < ALONE * next[i] ? 1 : 0;
            }
            return new Part(
                    Memorization.share(nearest, among),
                    (double) alone / nearest.length,
                    Memorization.percentile(nearest, FIRST),
                    Memorization.percentile(nearest, MIDDLE));
        }
    }

    /**
     * Compares distances to nearest training clips.
     *
     * @param generated what was found for generated clips
     * @param test what was found for real clips that were not learned from
     * @param train what was found for some of the training clips, each of which found itself first
     * @throws IllegalArgumentException if any is empty, or there is only one training clip
     */
    public static Closeness of(NearestClips generated, NearestClips test, NearestClips train) {
        double[] fellows = train.distances(1);
        if (Arrays.stream(fellows).anyMatch(Double::isInfinite)) {
            throw new IllegalArgumentException("a training clip has no fellow to be compared with");
        }
        double[] among = Arrays.stream(fellows).map(d -> Math.max(SURELY, d)).toArray();
        return new Closeness(
                Part.of(generated.distances(0), generated.distances(1), among),
                Part.of(test.distances(0), test.distances(1), among),
                Part.of(fellows, train.distances(2), among));
    }
}

package dev.phasewright.judge;

import java.util.Arrays;

/**
 * How many classes there effectively are among clips: of a judge who knows speakers, how many voices a generator has. It
 * is the exponential of the entropy of the mean probabilities, Hill's number of order 1 (1973): k where k classes occur
 * equally often, less where some are rare.
 *
 * <p>Clips that the judge is unsure of count for several classes, so a generator whose voices are blurred is not shown to
 * have few; {@link InceptionScore} tells how sure the judge is.
 */
public final class EffectiveNumber {
    private EffectiveNumber() {}

    /**
     * The number for some clips.
     *
     * @param probabilities {@code [items][classes]}, each row at least 0 and summing to 1; at least one
     * @return between 1 and the number of classes
     * @throws IllegalArgumentException if there are none, or a row is not a distribution over the same classes
     */
    public static double of(float[][] probabilities) {
        int classes = Features.check("probability", probabilities, 1);
        InceptionScore.checkDistributions(probabilities);
        double[] mean = new double[classes];
        for (float[] row : probabilities) {
            for (int c = 0; c < classes; c++) {
                mean[c] += (double) row[c] / probabilities.length;
            }
        }
        double entropy = 0;
        for (double p : mean) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.exp(entropy);
    }

    /**
     * The number with its interval, clips drawn anew. Who speaks is not drawn anew, as elsewhere: it is what is counted.
     *
     * @param probabilities as above
     * @param seed of the resampling
     * @throws IllegalArgumentException as above
     */
    public static Interval interval(float[][] probabilities, long seed) {
        return Groups.each(probabilities.length)
                .interval(
                        clips -> of(Arrays.stream(clips)
                                .mapToObj(i -> probabilities[i])
                                .toArray(float[][]::new)),
                        seed);
    }
}

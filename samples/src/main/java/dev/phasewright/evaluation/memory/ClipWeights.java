package dev.phasewright.evaluation.memory;

import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How likely each clip is the one behind a noised one: of {@code y + σε} the clip {@code z} is at the squared distance
 * {@code σ²‖ε‖² + 2σ ε·(y − z) + ‖y − z‖²}, whose first part is the same for all.
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
record ClipWeights(double[] squares, double[] products) {
    /** The highest noise level that is looked at. */
    static final double HIGHEST = 1000;

    /** The lowest one. */
    static final double LOWEST = 0.01;

    private static final int LEVELS = 400;

    /** Those of one of some clips, drowned in noise of its own. */
    static ClipWeights of(List<float[]> known, int own, long seed) {
        float[] clip = known.get(own);
        float[] noise = new float[clip.length];
        NormalDeviates.fill(noise, 0, noise.length, Seeds.stream(seed, "levels", own));
        double[] squares = new double[known.size()];
        double[] products = new double[known.size()];
        for (int j = 0; j < squares.length; j++) {
            float[] other = known.get(j);
            for (int k = 0; k < clip.length; k++) {
                double difference = clip[k] - other[k];
                squares[j] += difference * difference;
                products[j] += noise[k] * difference;
            }
        }
        return new ClipWeights(squares, products);
    }

    /** The highest level at which some clips have at least so much of the weight; not a number if they never have. */
    double highest(IntPredicate some, double least) {
        for (int step = 0; step <= LEVELS; step++) {
            double sigma = HIGHEST * Math.pow(LOWEST / HIGHEST, (double) step / LEVELS);
            if (share(sigma, some) >= least) {
                return sigma;
            }
        }
        return Double.NaN;
    }

    private double share(double sigma, IntPredicate some) {
        double[] logits = new double[squares.length];
        Arrays.setAll(logits, j -> -(squares[j] + 2 * sigma * products[j]) / (2 * sigma * sigma));
        double most = Arrays.stream(logits).max().orElseThrow();
        double all = 0;
        double theirs = 0;
        for (int j = 0; j < logits.length; j++) {
            double weight = Math.exp(logits[j] - most);
            all += weight;
            theirs += some.test(j) ? weight : 0;
        }
        return theirs / all;
    }
}

package dev.phasewright.web;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean and how sure it is, by Student's distribution.
 *
 * @param mean of the values
 * @param halfWidth of its confidence interval; NaN of a single value
 */
record StudentInterval(double mean, double halfWidth) {
    /** Of at least one value. */
    static StudentInterval of(double[] values, double confidence) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        if (n == 1) {
            return new StudentInterval(mean, Double.NaN);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - confidence) / 2);
        return new StudentInterval(mean, t * error);
    }
}

package dev.phasewright.web;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What a number of right answers says of a listener who may be guessing.
 *
 * @param correct right answers, from 0 to {@code trials}
 * @param trials answers, each right with probability ½ by guessing; positive
 */
public record ExactBinomial(int correct, int trials) {
    /** @throws IllegalArgumentException if a value is out of its range */
    public ExactBinomial {
        if (trials < 1 || correct < 0 || correct > trials) {
            throw new IllegalArgumentException(correct + " of " + trials + " answers cannot be right");
        }
    }

    /** The probability of as many right answers or more by guessing: the one-sided exact binomial test. */
    public double pValue() {
        // Of a discrete distribution, "or more" is "more than one less".
        return BinomialDistribution.of(trials, 0.5).survivalProbability(correct - 1);
    }

    /**
     * The confidence interval of the true rate of right answers (C. J. Clopper and E. S. Pearson, "The use of confidence or
     * fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934): two-sided, and never narrower than it
     * says.
     *
     * @param confidence above 0 and below 1, such as 0.95
     * @return its two ends
     */
    public double[] interval(double confidence) {
        double tail = (1 - confidence) / 2;
        double low = correct == 0
                ? 0
                : BetaDistribution.of(correct, trials - correct + 1.0).inverseCumulativeProbability(tail);
        double high = correct == trials
                ? 1
                : BetaDistribution.of(correct + 1.0, trials - correct).inverseSurvivalProbability(tail);
        return new double[] {low, high};
    }
}

package dev.phasewright.theory.machine;

import java.util.Arrays;

/**
 * Means of values that come one after the other, weighted by the exponentials of what is said for them, one mean at each of
 * several places. Only differences count, so nothing overflows; and parts that were added up apart are joined as if they had
 * not been, up to rounding.
 */
final class SoftMean {
    /** What is this much less likely than the likeliest is left out: a three-millionth. */
    private static final double NEGLIGIBLE = 15;

    private final double[] largest;
    private final double[] weights;
    private final double[] sums;

    SoftMean(int places) {
        largest = new double[places];
        weights = new double[places];
        sums = new double[places];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    /** Adds a value at one place. */
    void add(int place, double logit, double value) {
        double above = logit - largest[place];
        if (above > 0) {
            double shrink = Math.exp(-above);
            weights[place] = weights[place] * shrink + 1;
            sums[place] = sums[place] * shrink + value;
            largest[place] = logit;
        } else if (above > -NEGLIGIBLE) {
            double weight = Math.exp(above);
            weights[place] += weight;
            sums[place] += weight * value;
        }
    }

    /** Adds a value at each place, of all of which the same is said; for means to which nothing else is added. */
    void addEverywhere(double logit, float[] values) {
        double above = logit - largest[0];
        if (above < -NEGLIGIBLE) {
            return;
        }
        double shrink = above > 0 ? Math.exp(-above) : 1;
        double weight = above > 0 ? 1 : Math.exp(above);
        for (int place = 0; place < values.length; place++) {
            weights[place] = weights[place] * shrink + weight;
            sums[place] = sums[place] * shrink + weight * values[place];
            largest[place] = Math.max(largest[place], logit);
        }
    }

    /** Adds all that another one has added. */
    void join(SoftMean other) {
        for (int place = 0; place < sums.length; place++) {
            double most = Math.max(largest[place], other.largest[place]);
            if (most == Double.NEGATIVE_INFINITY) {
                continue;
            }
            double own = Math.exp(largest[place] - most);
            double others = Math.exp(other.largest[place] - most);
            weights[place] = own * weights[place] + others * other.weights[place];
            sums[place] = own * sums[place] + others * other.sums[place];
            largest[place] = most;
        }
    }

    /** Puts the means into an array, from a place on. */
    void copy(float[] into, int offset) {
        for (int place = 0; place < sums.length; place++) {
            into[offset + place] = (float) (sums[place] / weights[place]);
        }
    }
}

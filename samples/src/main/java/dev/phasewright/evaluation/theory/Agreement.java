package dev.phasewright.evaluation.theory;

/** How far one answer is another's, value by value. */
public final class Agreement {
    private Agreement() {}

    /** The cosine of the angle between two answers; not a number if one is nothing but zeros. */
    public static double cosine(float[] a, float[] b) {
        double product = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            own += (double) a[i] * a[i];
            other += (double) b[i] * b[i];
        }
        return product / Math.sqrt(own * other);
    }

    /**
     * Pearson's r of some of the values: blind to a shift and a scale. Not a number if there are none, or one answer does not
     * vary.
     *
     * @param counted which values count
     */
    public static double correlation(float[] a, float[] b, boolean[] counted) {
        double meanA = mean(a, counted);
        double meanB = mean(b, counted);
        double product = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            if (counted[i]) {
                product += (a[i] - meanA) * (b[i] - meanB);
                own += (a[i] - meanA) * (a[i] - meanA);
                other += (b[i] - meanB) * (b[i] - meanB);
            }
        }
        return product / Math.sqrt(own * other);
    }

    /**
     * R², the share of the truth's variance that a guess explains: {@code 1 − Σ(truth − guess)² / Σ(truth − mean)²}; 1 at
     * best, negative if the truth's own mean were the better guess.
     *
     * @param counted which values count
     */
    public static double explained(float[] guess, float[] truth, boolean[] counted) {
        double mean = mean(truth, counted);
        double left = 0;
        double total = 0;
        for (int i = 0; i < guess.length; i++) {
            if (counted[i]) {
                left += ((double) truth[i] - guess[i]) * ((double) truth[i] - guess[i]);
                total += (truth[i] - mean) * (truth[i] - mean);
            }
        }
        return 1 - left / total;
    }

    private static double mean(float[] values, boolean[] counted) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += counted[i] ? values[i] : 0;
            count += counted[i] ? 1 : 0;
        }
        return sum / count;
    }
}

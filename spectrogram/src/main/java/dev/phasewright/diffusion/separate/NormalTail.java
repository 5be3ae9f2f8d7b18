package dev.phasewright.diffusion.separate;

/** The standard normal distribution, of whose tail one needs more than differences of 1 can hold. */
final class NormalTail {
    private static final double ROOT_TAU = Math.sqrt(2 * Math.PI);
    /** Below, the continued fraction is used, which converges fast there; above, the series. */
    private static final double TAIL = -2.5;

    private static final int TERMS = 40;

    private NormalTail() {}

    /**
     * How likely a deviate that is known to be at most {@code z} is to be just there: {@code φ(z) / Φ(z)}, so that its mean is
     * minus this.
     */
    static double hazard(double z) {
        if (z < TAIL) {
            double fraction = -z;
            for (int k = TERMS; k >= 1; k--) {
                fraction = -z + k / fraction;
            }
            return fraction;
        }
        return Math.exp(-z * z / 2) / ROOT_TAU / cumulative(z);
    }

    /** {@code Φ(z)} for z not far below 0: ½ + φ(z)·(z + z³/3 + z⁵/15 + …). */
    private static double cumulative(double z) {
        if (z > 8) {
            return 1;
        }
        double term = z;
        double sum = z;
        for (int k = 3; Math.abs(term) > 1e-12 * Math.abs(sum); k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + Math.exp(-z * z / 2) / ROOT_TAU * sum;
    }
}

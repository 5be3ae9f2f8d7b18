package dev.phasewright.vocoder.metric;

/**
 * Scale-invariant signal-to-distortion ratio of a separated sound: the energy of what it has of the reference over that of
 * all else, {@code 10·log₁₀(‖αs‖² / ‖ŝ − αs‖²)} with {@code α = ⟨ŝ, s⟩ / ‖s‖²}. In decibels, higher is better. (J. Le Roux et
 * al., "SDR – half-baked or well done?", ICASSP 2019; means are not subtracted.)
 */
public final class ScaleInvariantSdr {
    private ScaleInvariantSdr() {}

    /**
     * The ratio in dB; −∞ if the estimate has nothing of the reference, +∞ if it is the reference in another size.
     *
     * @throws IllegalArgumentException if their lengths differ or one of them is silent
     */
    public static double between(float[] reference, float[] estimate) {
        if (reference.length != estimate.length) {
            throw new IllegalArgumentException(
                    "a reference of " + reference.length + " samples, an estimate of " + estimate.length);
        }
        double product = 0;
        double own = 0;
        double other = 0;
        for (int i = 0; i < reference.length; i++) {
            product += (double) reference[i] * estimate[i];
            own += (double) reference[i] * reference[i];
            other += (double) estimate[i] * estimate[i];
        }
        if (own == 0 || other == 0) {
            throw new IllegalArgumentException("silence has no signal-to-distortion ratio");
        }
        double scale = product / own;
        double error = 0;
        for (int i = 0; i < reference.length; i++) {
            double d = estimate[i] - scale * reference[i];
            error += d * d;
        }
        return 10 * Math.log10(scale * scale * own / error);
    }
}

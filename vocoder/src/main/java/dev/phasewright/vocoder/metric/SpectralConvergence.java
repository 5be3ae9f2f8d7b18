package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.Magnitudes;

/**
 * Spectral convergence: the Frobenius distance of two magnitude spectrograms relative to the reference,
 * {@code 20·log₁₀(‖A − B‖ / ‖A‖)}. In decibels, lower is better: 0 for silence in place of the reference, −∞ for
 * equality. (N. Sturmel and L. Daudet, "Signal reconstruction from STFT magnitude: a state of the art", DAFx 2011; with
 * the sign reversed it is the magnitudes' signal-to-noise ratio.)
 */
public final class SpectralConvergence {
    private SpectralConvergence() {}

    /**
     * The distance of {@code estimate} from {@code reference} in dB; −∞ if they are equal, +∞ if only the reference is
     * silent.
     *
     * @throws IllegalArgumentException if their transforms or frame counts differ
     */
    public static double between(Magnitudes reference, Magnitudes estimate) {
        SameShape.require(reference, estimate);
        double error = 0;
        double total = 0;
        for (int f = 0; f < reference.frames(); f++) {
            for (int k = 0; k < reference.bins(); k++) {
                double a = reference.at(f, k);
                double d = a - estimate.at(f, k);
                error += d * d;
                total += a * a;
            }
        }
        // Asked first because silence against silence would be 0/0.
        return error == 0 ? Double.NEGATIVE_INFINITY : 10 * Math.log10(error / total);
    }
}

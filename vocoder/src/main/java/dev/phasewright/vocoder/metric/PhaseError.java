package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.Locale;

/**
 * How far the phase <em>differences</em> of a reconstruction are from its original's, along frequency (group delay) and
 * along time (instantaneous frequency): mean absolute anti-wrapped errors, as in the losses of NSPP and APNet2 (Y. Ai
 * and Z.-H. Ling, "Neural speech phase prediction based on parallel estimation architecture and anti-wrapping losses",
 * ICASSP 2023). With aw(x) = |x − 2π·round(x/2π)| and the phases φ of the original and ψ of the reconstruction,
 * group delay is the mean of {@code aw((ψ[f,k+1] − ψ[f,k]) − (φ[f,k+1] − φ[f,k]))}, instantaneous frequency the same
 * from frame {@code f} to frame {@code f + 1}.
 *
 * <p>Radians from 0 (equality) to π; phases at random give π/2, the spectrum of the sound made from them rather less. A pair of bins counts if both are within
 * {@value #DYNAMIC_RANGE_DB} dB of the original's loudest bin, with the geometric mean of the original's two magnitudes
 * as its weight (the paper weighs all alike, which makes silence the louder voice). The reconstruction's magnitudes do
 * not matter, so neither does its level; nor does its sign. An offset that changes only from frame to frame leaves the
 * group delay as it is, one that changes only from bin to bin the instantaneous frequency; a constant offset leaves
 * both. Figures depend on FFT and hop: state them.
 *
 * @param groupDelay in radians a bin; NaN if no pair of bins counts, as in silence
 * @param instantaneousFrequency in radians a hop; NaN if no pair of bins counts, as in silence or a single frame
 */
public record PhaseError(double groupDelay, double instantaneousFrequency) {
    /** How far below the original's loudest bin a phase still counts: 60 dB. */
    public static final double DYNAMIC_RANGE_DB = 60;

    /**
     * The errors of {@code estimate} beside {@code reference}. A bin that the estimate leaves empty has phase 0.
     *
     * @throws IllegalArgumentException if transforms or frame counts differ, a value of either is NaN, or a magnitude of
     *     the reference is infinite
     */
    public static PhaseError between(ComplexSpectrogram reference, ComplexSpectrogram estimate) {
        SameShape.require(reference, estimate);
        Magnitudes magnitudes = reference.magnitudes();
        int frames = reference.frames();
        int bins = reference.bins();
        double[] difference = differences(reference, estimate);
        double[] weight = weights(magnitudes);
        WeightedMean along = new WeightedMean();
        WeightedMean across = new WeightedMean();
        for (int f = 0; f < frames; f++) {
            for (int k = 0; k < bins; k++) {
                int at = f * bins + k;
                if (k + 1 < bins) {
                    along.add(antiWrapped(difference[at + 1] - difference[at]), weight[at] * weight[at + 1]);
                }
                if (f + 1 < frames) {
                    across.add(antiWrapped(difference[at + bins] - difference[at]), weight[at] * weight[at + bins]);
                }
            }
        }
        return new PhaseError(along.value(), across.value());
    }

    private static double[] differences(ComplexSpectrogram reference, ComplexSpectrogram estimate) {
        float[] phase = reference.phase();
        float[] found = estimate.phase();
        double[] difference = new double[phase.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (double) found[i] - phase[i];
            if (Double.isNaN(difference[i])) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "frame %d, bin %d of a spectrogram is not a number",
                        i / reference.bins(),
                        i % reference.bins()));
            }
        }
        return difference;
    }

    /** The root of each magnitude, or 0 where it does not count: the weight of a pair is the product of two. */
    private static double[] weights(Magnitudes magnitudes) {
        float[] m = magnitudes.toArray();
        float peak = 0;
        for (float v : m) {
            peak = Math.max(peak, v);
        }
        double least = peak * Math.pow(10, -DYNAMIC_RANGE_DB / 20);
        double[] weight = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            weight[i] = m[i] >= least ? Math.sqrt(m[i]) : 0;
        }
        return weight;
    }

    private static double antiWrapped(double x) {
        return Math.abs(x - 2 * Math.PI * Math.rint(x / (2 * Math.PI)));
    }

    private static final class WeightedMean {
        private double sum;
        private double total;

        void add(double value, double weight) {
            sum += weight * value;
            total += weight;
        }

        /** NaN if nothing with a weight was added. */
        double value() {
            return sum / total;
        }
    }
}

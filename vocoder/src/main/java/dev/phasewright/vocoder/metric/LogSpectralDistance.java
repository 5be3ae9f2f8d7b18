package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.Magnitudes;

/**
 * Log-spectral distance: the root mean square over a frame's bins of the level difference in decibels, averaged over
 * frames (A. Gray and J. Markel, "Distance measures for speech processing", IEEE Trans. ASSP 24(5), 1976). Lower is
 * better, 0 for equality.
 *
 * <p>Levels below a dynamic range under the reference's loudest bin are raised to it, because the level of digital
 * silence is arbitrary; the figure depends on that range, so state it.
 */
public final class LogSpectralDistance {
    /** The dynamic range used where none is given: 80 dB. */
    public static final double DYNAMIC_RANGE_DB = 80;

    private LogSpectralDistance() {}

    /** The distance in dB within a dynamic range of {@value #DYNAMIC_RANGE_DB} dB. */
    public static double between(Magnitudes reference, Magnitudes estimate) {
        return between(reference, estimate, DYNAMIC_RANGE_DB);
    }

    /**
     * The distance in dB; 0 if the reference is silent and so gives no level to measure from.
     *
     * @param dynamicRangeDb how far below the reference's loudest bin levels still count, positive
     * @throws IllegalArgumentException if transforms or frame counts differ, or the range is not positive
     */
    public static double between(Magnitudes reference, Magnitudes estimate, double dynamicRangeDb) {
        SameShape.require(reference, estimate);
        if (!(dynamicRangeDb > 0)) {
            throw new IllegalArgumentException("dynamic range must be positive, not " + dynamicRangeDb + " dB");
        }
        float peak = 0;
        for (float v : reference.toArray()) {
            peak = Math.max(peak, v);
        }
        if (peak == 0) {
            return 0;
        }
        double floor = peak * Math.pow(10, -dynamicRangeDb / 20);
        double sum = 0;
        for (int f = 0; f < reference.frames(); f++) {
            double squares = 0;
            for (int k = 0; k < reference.bins(); k++) {
                double a = Math.max(floor, reference.at(f, k));
                double b = Math.max(floor, estimate.at(f, k));
                double difference = 20 * Math.log10(a / b);
                squares += difference * difference;
            }
            sum += Math.sqrt(squares / reference.bins());
        }
        return sum / reference.frames();
    }
}

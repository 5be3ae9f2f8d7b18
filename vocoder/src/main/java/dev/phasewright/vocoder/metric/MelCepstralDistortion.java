package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.LogMel;

/**
 * Mel-cepstral distortion, {@code 10·√2/ln 10 · √(Σ_{k=1..13} Δc_k²)} averaged over frames (R. Kubichek, "Mel-cepstral
 * distance measure for objective speech quality assessment", IEEE Pacific Rim Conf. 1993). In decibels, lower is
 * better, 0 for equality: the root mean square difference along mel frequency of the spectral envelopes, without their
 * levels.
 *
 * <p>The cepstra are cosine series of the log-mel magnitudes x over N bands,
 * {@code c_k = 2/N · Σ_n x_n·cos(πk(n + ½)/N)}, so that {@code x_n = c_0/2 + Σ_k c_k·cos(πk(n + ½)/N)}. This is the
 * scale of SPTK's {@code mcep}, for which the factor 10·√2/ln 10 gives decibels; coefficients of an orthonormal DCT-II
 * (librosa's MFCC) are √(N/2) times larger, and so are distortions computed from them. Frames are compared one to one,
 * without time warping, because a reconstruction keeps its original's time.
 *
 * <p>Magnitudes below a dynamic range of {@value #DYNAMIC_RANGE_DB} dB under the reference's loudest are raised to it,
 * in both, because the level of digital silence is arbitrary; all frames count. A gain leaves the figure as it is but
 * for that floor. It depends on bands, FFT and hop: state them.
 */
public final class MelCepstralDistortion {
    /** The number of coefficients, from the first; the zeroth is the level and is left out. */
    public static final int COEFFICIENTS = 13;

    /** The dynamic range in which differences count: 80 dB. */
    public static final double DYNAMIC_RANGE_DB = LogSpectralDistance.DYNAMIC_RANGE_DB;

    private MelCepstralDistortion() {}

    /**
     * The distortion in dB.
     *
     * @throws IllegalArgumentException if features or frame counts differ, or there are no more bands than coefficients
     */
    public static double between(LogMel reference, LogMel estimate) {
        SameShape.require(reference, estimate);
        int bands = reference.bands();
        if (bands <= COEFFICIENTS) {
            throw new IllegalArgumentException(
                    COEFFICIENTS + " mel cepstra need more than " + COEFFICIENTS + " bands, not " + bands);
        }
        double peak = Double.NEGATIVE_INFINITY;
        for (float v : reference.toArray()) {
            peak = Math.max(peak, v);
        }
        double floor = peak - DYNAMIC_RANGE_DB / 20 * Math.log(10);
        double[][] cosines = cosines(bands);
        double[] difference = new double[bands];
        double sum = 0;
        for (int f = 0; f < reference.frames(); f++) {
            for (int n = 0; n < bands; n++) {
                difference[n] = Math.max(floor, reference.at(f, n)) - Math.max(floor, estimate.at(f, n));
            }
            double squares = 0;
            for (double[] cosine : cosines) {
                double c = 0;
                for (int n = 0; n < bands; n++) {
                    c += cosine[n] * difference[n];
                }
                squares += c * c;
            }
            sum += Math.sqrt(2 * squares);
        }
        return 10 / Math.log(10) * sum / reference.frames();
    }

    /** What turns log-mel values into coefficients, as {@code [coefficient − 1][band]}. */
    private static double[][] cosines(int bands) {
        double[][] cosines = new double[COEFFICIENTS][bands];
        for (int k = 1; k <= COEFFICIENTS; k++) {
            for (int n = 0; n < bands; n++) {
                cosines[k - 1][n] = 2.0 / bands * Math.cos(Math.PI * k * (n + 0.5) / bands);
            }
        }
        return cosines;
    }
}

package dev.phasewright.vocoder;

import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * Turns phase differences into phases, frame by frame: each frame's phasors {@code x_k} are those that fit the previous
 * frame and each other best in the sense of least squares,
 *
 * <pre>
 *   Σ_k  κ_k·m_k·m'_k·|x_k − exp(iδ_k)·x'_k|²  +  Σ_k  λ_k·m_k·m_(k−1)·|x_k − exp(iε_k)·x_(k−1)|²
 * </pre>
 *
 * where {@code m} are magnitudes, a prime means the previous frame, {@code δ} and {@code ε} are the differences in time
 * and frequency and {@code κ} and {@code λ} their concentrations. The solution is that of a tridiagonal Hermitian
 * system, of which the arguments are kept (Y. Masuyama, K. Yatabe, K. Nagatomo and Y. Oikawa, "Online phase
 * reconstruction via DNN-based phase differences estimation", IEEE/ACM TASLP 31, 2023).
 *
 * <p>It remembers the previous frame, so a sound can be fed in pieces; not for use by several threads.
 */
final class PhaseIntegration {
    /** Keeps bins that nothing ties to anything solvable: they keep the phase their neighbour or nothing gave them. */
    private static final double TINY = 1e-20;

    private final int bins;
    private final double[] advanceRe;
    private final double[] advanceIm;
    private final double[] previousMagnitude;
    private final double[] re;
    private final double[] im;
    private final double[] diagonal;
    private final double[] belowRe;
    private final double[] belowIm;
    private final double[] upRe;
    private final double[] upIm;

    PhaseIntegration(StftSpec spec) {
        bins = spec.bins();
        advanceRe = new double[bins];
        advanceIm = new double[bins];
        for (int k = 0; k < bins; k++) {
            advanceRe[k] = Math.cos(PhaseDifferences.advance(spec, k));
            advanceIm[k] = Math.sin(PhaseDifferences.advance(spec, k));
        }
        previousMagnitude = new double[bins];
        re = new double[bins];
        im = new double[bins];
        Arrays.fill(re, 1);
        diagonal = new double[bins];
        belowRe = new double[bins];
        belowIm = new double[bins];
        upRe = new double[bins];
        upIm = new double[bins];
    }

    /**
     * The spectrum of the next frame.
     *
     * @param magnitudes all frames' magnitudes, row-major
     * @param row the frame's row in {@code magnitudes}, {@code differences} and {@code outRe}
     * @param differences of the same frames
     * @param outRe is given the real parts; phases refer to the middle of the window
     * @param outIm is given the imaginary parts
     */
    void next(float[] magnitudes, int row, PhaseDifferences differences, float[] outRe, float[] outIm) {
        int at = row * bins;
        tieToPrevious(magnitudes, at, differences);
        tieNeighbours(magnitudes, at, differences);
        solve();
        for (int k = 0; k < bins; k++) {
            double length = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
            if (length > 0) {
                re[k] /= length;
                im[k] /= length;
            } else {
                re[k] = 1;
                im[k] = 0;
            }
            previousMagnitude[k] = magnitudes[at + k];
            outRe[at + k] = (float) (magnitudes[at + k] * re[k]);
            outIm[at + k] = (float) (magnitudes[at + k] * im[k]);
        }
    }

    /** The right-hand side, in place of the previous frame's phasors, and its share of the diagonal. */
    private void tieToPrevious(float[] magnitudes, int at, PhaseDifferences differences) {
        float[] timeRe = differences.timeRe();
        float[] timeIm = differences.timeIm();
        for (int k = 0; k < bins; k++) {
            double x = re[k] * advanceRe[k] - im[k] * advanceIm[k];
            double y = re[k] * advanceIm[k] + im[k] * advanceRe[k];
            double c = timeRe[at + k];
            double s = timeIm[at + k];
            double weight = magnitudes[at + k] * previousMagnitude[k];
            diagonal[k] = weight * Math.sqrt(c * c + s * s) + TINY;
            // Where nothing is known of the change, the bin goes on at its own frequency.
            re[k] = weight * (x * c - y * s) + TINY * x;
            im[k] = weight * (x * s + y * c) + TINY * y;
        }
    }

    private void tieNeighbours(float[] magnitudes, int at, PhaseDifferences differences) {
        float[] frequencyRe = differences.frequencyRe();
        float[] frequencyIm = differences.frequencyIm();
        for (int k = 1; k < bins; k++) {
            double c = frequencyRe[at + k];
            double s = frequencyIm[at + k];
            double weight = (double) magnitudes[at + k] * magnitudes[at + k - 1];
            double tie = weight * Math.sqrt(c * c + s * s);
            diagonal[k] += tie;
            diagonal[k - 1] += tie;
            belowRe[k] = -weight * c;
            belowIm[k] = -weight * s;
        }
    }

    /** Gaussian elimination without pivots, which a diagonally dominant system does not need. */
    private void solve() {
        double pivot = diagonal[0];
        re[0] /= pivot;
        im[0] /= pivot;
        for (int k = 1; k < bins; k++) {
            upRe[k - 1] = belowRe[k] / pivot;
            upIm[k - 1] = -belowIm[k] / pivot;
            pivot = Math.max(TINY, diagonal[k] - (belowRe[k] * upRe[k - 1] - belowIm[k] * upIm[k - 1]));
            double x = re[k] - (belowRe[k] * re[k - 1] - belowIm[k] * im[k - 1]);
            double y = im[k] - (belowRe[k] * im[k - 1] + belowIm[k] * re[k - 1]);
            re[k] = x / pivot;
            im[k] = y / pivot;
        }
        for (int k = bins - 2; k >= 0; k--) {
            re[k] -= upRe[k] * re[k + 1] - upIm[k] * im[k + 1];
            im[k] -= upRe[k] * im[k + 1] + upIm[k] * re[k + 1];
        }
    }
}

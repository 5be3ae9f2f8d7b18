package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * Turns phase differences into phases, frame by frame: each frame's phasors {@code x_k} are those that fit the previous
 * frame and each other best in the sense of least squares,
 *
 * <pre>
 *   Σ_k  κ_k·(m_k·m'_k)³·|x_k − exp(iδ_k)·x'_k|²  +  Σ_k  λ_k·(m_k·m_(k−1))³·|x_k − exp(iε_k)·x_(k−1)|²
 * </pre>
 *
 * where {@code m} are magnitudes, a prime means the previous frame, {@code δ} and {@code ε} are the differences in time
 * and frequency and {@code κ} and {@code λ} their concentrations. The solution is that of a tridiagonal Hermitian
 * system, of which the arguments are kept. (Y. Masuyama, K. Yatabe, K. Nagatomo and Y. Oikawa, "Online phase
 * reconstruction via DNN-based phase differences estimation", IEEE/ACM TASLP 31, 2023. They weigh by the product of magnitudes; its cube came out better here:
 * what is quiet follows what is loud, instead of pulling at it.)
 *
 * <p>It remembers the previous frame, so a sound can be fed in pieces; not for use by several threads.
 */
public final class LeastSquaresIntegration implements PhaseIntegration {
    /** Keeps bins that nothing ties to anything solvable: they keep the phase their neighbour or nothing gave them. */
    private static final double TINY = 1e-60;

    private final int bins;
    private final double[] advanceRe;
    private final double[] advanceIm;
    private final double[] previousMagnitude;
    private final double[] re;
    private final double[] im;
    /** How strongly each bin is tied to its own past. */
    private final double[] hold;
    /** How strongly each bin is tied to the next lower one; 0 for the lowest. */
    private final double[] tie;

    private final double[] belowRe;
    private final double[] belowIm;
    private final double[] upRe;
    private final double[] upIm;

    public LeastSquaresIntegration(StftSpec spec) {
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
        hold = new double[bins];
        tie = new double[bins];
        belowRe = new double[bins];
        belowIm = new double[bins];
        upRe = new double[bins];
        upIm = new double[bins];
    }

    @Override
    public int block() {
        return 1;
    }

    @Override
    public int lookAhead() {
        return 0;
    }

    @Override
    public void next(
            float[] magnitudes,
            int row,
            int count,
            int seen,
            PhaseDifferences differences,
            float[] outRe,
            float[] outIm) {
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
            double weight = cubed(magnitudes[at + k] * previousMagnitude[k]);
            hold[k] = weight * Math.sqrt(c * c + s * s) + TINY;
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
            double weight = cubed((double) magnitudes[at + k] * magnitudes[at + k - 1]);
            tie[k] = weight * Math.sqrt(c * c + s * s);
            belowRe[k] = -weight * c;
            belowIm[k] = -weight * s;
        }
    }

    private static double cubed(double x) {
        return x * x * x;
    }

    /**
     * Gaussian elimination without pivoting, which a diagonally dominant system does not need, and without differences
     * of large numbers: a pivot is what holds the bin (by itself or through those below) and its tie to the next.
     */
    private void solve() {
        double held = 0;
        double pivot = 1;
        for (int k = 0; k < bins; k++) {
            double x = re[k];
            double y = im[k];
            if (k > 0) {
                x -= (belowRe[k] * re[k - 1] - belowIm[k] * im[k - 1]);
                y -= (belowRe[k] * im[k - 1] + belowIm[k] * re[k - 1]);
            }
            held = hold[k] + tie[k] * (held / pivot);
            double next = k + 1 < bins ? tie[k + 1] : 0;
            pivot = held + next;
            re[k] = x / pivot;
            im[k] = y / pivot;
            if (k + 1 < bins) {
                upRe[k] = belowRe[k + 1] / pivot;
                upIm[k] = -belowIm[k + 1] / pivot;
            }
        }
        for (int k = bins - 2; k >= 0; k--) {
            re[k] -= upRe[k] * re[k + 1] - upIm[k] * im[k + 1];
            im[k] -= upRe[k] * im[k + 1] + upIm[k] * re[k + 1];
        }
    }
}

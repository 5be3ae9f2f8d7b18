package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * The bins of some frames and of the one before them, and between neighbours the changes of phase: each as a direction,
 * and how much it weighs. Rows follow each other with a place of nothing after each frame's last bin, so that the bin
 * below any, and the one before it in time, is at a fixed distance. Not for use by several threads.
 */
final class PhaseLattice {
    /** Differences that weigh less are all the same: −240 dB of full scale. */
    static final float LEAST = 1e-12f;

    static final float MOST = 1e12f;

    /** A vector this short has no direction. */
    private static final float NOTHING = 1e-15f;

    /** From a bin to that of the next frame. */
    final int stride;
    /** From the difference in frequency that leads to a bin to that in time, in {@link #weight}. */
    final int inTime;

    /** Row 0 is the frame before the others, as in the arrays below. */
    final float[] magnitude;
    /** The change from the bin below, of length 1. */
    final float[] upRe;

    final float[] upIm;
    /** The change from the frame before, of length 1, the bin's own turning included. */
    final float[] onRe;

    final float[] onIm;
    /** {@code κ·m·m'} of both changes. */
    final float[] upPull;

    final float[] onPull;
    /** {@code √κ·m·m'} of all changes in frequency, then of all in time. */
    final float[] weight;

    private final int bins;
    private final float[] advanceRe;
    private final float[] advanceIm;

    /** For at most so many frames, and the one before them. */
    PhaseLattice(StftSpec spec, int frames) {
        bins = spec.bins();
        stride = bins + 1;
        advanceRe = new float[bins];
        advanceIm = new float[bins];
        for (int k = 0; k < bins; k++) {
            advanceRe[k] = (float) Math.cos(PhaseDifferences.advance(spec, k));
            advanceIm[k] = (float) Math.sin(PhaseDifferences.advance(spec, k));
        }
        int size = (2 + frames) * stride;
        inTime = size;
        magnitude = new float[size];
        upRe = new float[size];
        upIm = new float[size];
        onRe = new float[size];
        onIm = new float[size];
        upPull = new float[size];
        onPull = new float[size];
        weight = new float[2 * size];
    }

    /** The places of all its bins, with a row of nothing at the end. */
    int size() {
        return magnitude.length;
    }

    /**
     * Takes frames.
     *
     * @param row the first of them, in both arguments before
     * @param rows how many
     */
    void read(float[] magnitudes, PhaseDifferences differences, int row, int rows) {
        for (int t = 0; t < rows; t++) {
            System.arraycopy(magnitudes, (row + t) * bins, magnitude, (1 + t) * stride, bins);
        }
        for (int t = 0; t < rows; t++) {
            int from = (row + t) * bins;
            int to = (1 + t) * stride;
            direct(differences.timeRe(), differences.timeIm(), from, to, onRe, onIm, onPull);
            direct(differences.frequencyRe(), differences.frequencyIm(), from, to, upRe, upIm, upPull);
            for (int k = 0; k < bins; k++) {
                float c = onRe[to + k];
                float s = onIm[to + k];
                onRe[to + k] = c * advanceRe[k] - s * advanceIm[k];
                onIm[to + k] = c * advanceIm[k] + s * advanceRe[k];
            }
            weigh(to, stride, onPull, inTime);
            weigh(to, 1, upPull, 0);
            // Nothing is below 0 Hz, nor above the highest bin.
            upPull[to] = 0;
            upPull[to + bins] = 0;
        }
        // No change leads past the last frame.
        int end = (1 + rows) * stride;
        Arrays.fill(onPull, end, end + stride, 0);
    }

    /** A row of changes as directions of length 1, and their concentrations. Where nothing is known, all goes on as it does. */
    private void direct(float[] re, float[] im, int from, int to, float[] toRe, float[] toIm, float[] concentration) {
        for (int k = 0; k < bins; k++) {
            float c = re[from + k];
            float s = im[from + k];
            float length = (float) Math.sqrt(c * c + s * s);
            float scale = 1 / (length + NOTHING);
            toRe[to + k] = length > NOTHING ? c * scale : 1;
            toIm[to + k] = length > NOTHING ? s * scale : 0;
            concentration[to + k] = length;
        }
    }

    /** Turns a row of concentrations into pulls, and finds the weights. */
    private void weigh(int row, int back, float[] pull, int weights) {
        for (int i = row; i < row + bins; i++) {
            float product = magnitude[i] * magnitude[i - back];
            float concentration = pull[i];
            pull[i] = concentration * product;
            weight[weights + i] = Math.min(MOST, Math.max(LEAST, (float) Math.sqrt(concentration) * product));
        }
    }

    /** The place of the loudest bin of the first {@code rows} frames. */
    int loudest(int rows) {
        int end = (1 + rows) * stride;
        int loudest = stride;
        for (int i = stride; i < end; i++) {
            if (magnitude[i] > magnitude[loudest]) {
                loudest = i;
            }
        }
        return loudest;
    }

    /** Makes the last of the first {@code count} frames the one before those that come next. */
    void keep(int count) {
        System.arraycopy(magnitude, count * stride, magnitude, 0, bins);
    }
}

package dev.phasewright.spectrogram;

import java.util.Arrays;

/**
 * Frames of one channel, windowed and added where they overlap; only the samples under the last window are held.
 *
 * <p>Frame by frame: {@link #add}, take the first {@code hop} of {@link #sums}, which no later frame touches, and {@link
 * #advance}.
 */
final class OverlapAdd {
    private final double[] window;
    private final int hop;
    private final double[] sums;

    /** Of frames as long as the window, of which each begins {@code hop} samples after the one before. */
    OverlapAdd(double[] window, int hop) {
        this.window = window;
        this.hop = hop;
        this.sums = new double[window.length];
    }

    /** Adds the next frame. */
    void add(double[] frame) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += frame[i] * window[i];
        }
    }

    /** The sums from the frame's first sample on, not a copy. */
    double[] sums() {
        return sums;
    }

    /** Moves on to the next frame's first sample. */
    void advance() {
        System.arraycopy(sums, hop, sums, 0, sums.length - hop);
        Arrays.fill(sums, sums.length - hop, sums.length, 0);
    }

    /** As if no frame had been added. */
    void clear() {
        Arrays.fill(sums, 0);
    }
}

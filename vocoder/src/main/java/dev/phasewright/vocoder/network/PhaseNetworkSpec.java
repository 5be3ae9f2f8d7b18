package dev.phasewright.vocoder.network;

import dev.phasewright.spectrogram.StftSpec;

/**
 * The sizes of a network that estimates phase differences.
 *
 * @param width numbers a token, from 1 to 4096
 * @param depth blocks, from 1 to 4096
 * @param expansion how many times wider the middle of a block's perceptron is, from 1 to 4096
 */
public record PhaseNetworkSpec(int width, int depth, int expansion) {
    /** Bins a token. */
    static final int PATCH = 16;

    /** Keeps sums of a damaged description's sizes meaningful. */
    static final int MOST = 4096;

    /** @throws IllegalArgumentException if a size is out of range */
    public PhaseNetworkSpec {
        if (width < 1 || width > MOST || depth < 1 || depth > MOST || expansion < 1 || expansion > MOST) {
            throw new IllegalArgumentException("width " + width + ", depth " + depth + " and expansion " + expansion
                    + " must be from 1 to " + MOST);
        }
    }

    /** Tokens a frame. */
    static int tokens(StftSpec stft) {
        return stft.fftSize() / 2 / PATCH;
    }

    /** Frames on either side of a frame that its phase differences depend on. */
    int reach() {
        // Each block's convolution sees one more frame, the analytic estimate a frame and the difference another.
        return depth + 2;
    }
}

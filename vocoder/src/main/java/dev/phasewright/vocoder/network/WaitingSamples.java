package dev.phasewright.vocoder.network;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/** Samples of one channel that wait for the frames that cover them to be measured: from a frame's centre on. */
final class WaitingSamples {
    private final StftSpec spec;
    private final Stft stft;
    /** Frames that a window covers to either side. */
    private final int margin;

    private float[] samples = new float[0];
    private int length;
    /** The frame whose centre is the first sample. */
    private long firstFrame;

    WaitingSamples(StftSpec spec) {
        this.spec = spec;
        this.stft = Stft.of(spec);
        this.margin = margin(spec);
    }

    /** Frames that a window covers to either side. */
    static int margin(StftSpec spec) {
        return (spec.fftSize() / 2 + spec.hop() - 1) / spec.hop();
    }

    /** Takes the next {@code count} samples of a piece. */
    void append(float[] piece, int from, int count) {
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, length + count));
        }
        System.arraycopy(piece, from, samples, length, count);
        length += count;
    }

    /** How many samples were taken. */
    long total() {
        return firstFrame * spec.hop() + length;
    }

    /** Whether the first {@code frames} frames can be measured without knowing what comes next. */
    boolean hasFrames(long frames) {
        return total() >= (frames + margin) * spec.hop();
    }

    /** The magnitudes of frames {@code first} to {@code end}; what was not taken yet counts as silence. */
    float[] magnitudes(long first, long end) {
        int hop = spec.hop();
        // With what the outermost windows see of their neighbours; before the sound's start there is nothing.
        long from = Math.max(0, first - margin);
        int offset = (int) ((from - firstFrame) * hop);
        int wanted = (int) (end - 1 + margin - from) * hop;
        float[] piece = Arrays.copyOfRange(samples, offset, offset + Math.min(wanted, length - offset));
        Magnitudes all = stft.forward(piece).magnitudes();
        int bins = spec.bins();
        int skip = (int) (first - from) * bins;
        return Arrays.copyOfRange(all.toArray(), skip, skip + (int) (end - first) * bins);
    }

    /** Drops the samples that no frame from this one on covers. */
    void forget(long frame) {
        long before = Math.max(0, frame - margin);
        int dropped = (int) Math.min(length, Math.max(0, before - firstFrame) * spec.hop());
        dropped -= dropped % spec.hop();
        System.arraycopy(samples, dropped, samples, 0, length - dropped);
        length -= dropped;
        firstFrame += dropped / spec.hop();
    }
}

package dev.phasewright.spectrogram;

import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.Streaming;
import java.util.Arrays;

/**
 * The short-time spectrum of a sound that comes in pieces, edited and put together again: see {@link SpectralSource}.
 * Pieces are {@code [channel][sample]}.
 */
final class SpectralStream implements Streaming<float[][], float[][]> {
    /** Samples given out at a time when the input has ended, at least. */
    private static final int LOT = 1 << 13;

    private final double stretch;
    private final FrameEdit edit;
    private final RealFft fft;
    private final int size;
    private final int hop;
    private final double[] window;
    private final double[] frame;
    private final SpectralFrame spectra;
    private final OverlapAdd[] sums;

    /** Samples of the input from {@link #pendingFrom} on that frames are still to be taken from. */
    private final float[][] pending;

    private long pendingFrom;
    private int pendingLength;
    private long nextFrame;
    private boolean ended;

    /** What came out of this piece. */
    private final float[][] ready;

    private int readyLength;

    SpectralStream(int channels, StftSpec spec, double stretch, FrameEdit edit) {
        this.stretch = stretch;
        this.edit = edit;
        this.size = spec.fftSize();
        this.hop = spec.hop();
        this.fft = RealFft.of(size);
        this.window = spec.window().samples(size);
        this.frame = new double[size];
        this.spectra = new SpectralFrame(channels, size);
        this.sums = new OverlapAdd[channels];
        double[] synthesis = synthesis(window, hop);
        Arrays.setAll(sums, c -> new OverlapAdd(synthesis, hop));
        this.pending = new float[channels][0];
        this.ready = new float[channels][0];
        reset();
    }

    /** The window over the sum of squared windows, which repeats every hop. */
    private static double[] synthesis(double[] window, int hop) {
        double[] squares = new double[hop];
        for (int i = 0; i < window.length; i++) {
            squares[i % hop] += window[i] * window[i];
        }
        double[] synthesis = new double[window.length];
        for (int i = 0; i < window.length; i++) {
            synthesis[i] = window[i] / squares[i % hop];
        }
        return synthesis;
    }

    @Override
    public void reset() {
        pendingFrom = 0;
        pendingLength = 0;
        // The first frame that reaches sample 0.
        nextFrame = -((size / 2 - 1) / hop);
        ended = false;
        for (OverlapAdd sum : sums) {
            sum.clear();
        }
    }

    @Override
    public float[][] step(float[][] piece) {
        int count = piece[0].length;
        Piece.check(piece, pending.length, 0, count);
        if (pendingLength + count > pending[0].length) {
            Piece.resize(pending, pendingLength + count);
        }
        for (int c = 0; c < pending.length; c++) {
            System.arraycopy(piece[c], 0, pending[c], pendingLength, count);
        }
        pendingLength += count;
        while (start(nextFrame) + size <= taken()) {
            passFrame();
        }
        forget();
        return made();
    }

    @Override
    public float[][] flush() {
        ended = true;
        while (readyLength < LOT && nextFrame * hop - size / 2 < length()) {
            passFrame();
        }
        return made();
    }

    /** All samples that went in so far. */
    private long taken() {
        return pendingFrom + pendingLength;
    }

    /** How many samples come out of those that went in. */
    private long length() {
        return Math.round(taken() * stretch);
    }

    /** Where a frame is taken from: its first sample in the input. */
    private long start(long number) {
        return Math.round(number * hop / stretch) - size / 2;
    }

    private void passFrame() {
        long start = start(nextFrame);
        // Zeros beyond both ends.
        int from = (int) Math.max(0, Math.min(size, -start));
        int to = (int) Math.max(from, Math.min(size, taken() - start));
        int offset = (int) (start - pendingFrom);
        for (int c = 0; c < pending.length; c++) {
            Arrays.fill(frame, 0);
            for (int i = from; i < to; i++) {
                frame[i] = window[i] * pending[c][offset + i];
            }
            fft.forward(frame, spectra.re(c), spectra.im(c));
        }
        edit.edit(spectra.numbered(nextFrame));
        for (int c = 0; c < pending.length; c++) {
            fft.inverse(spectra.re(c), spectra.im(c), frame);
            sums[c].add(frame);
        }
        emit();
        nextFrame++;
    }

    /** Gives out the samples that no later frame touches, as far as they belong to the sound. */
    private void emit() {
        long first = nextFrame * hop - size / 2;
        int from = (int) Math.max(0, Math.min(hop, -first));
        int to = ended ? (int) Math.max(from, Math.min(hop, length() - first)) : hop;
        int count = to - from;
        if (readyLength + count > ready[0].length) {
            Piece.resize(ready, Math.max(2 * ready[0].length, readyLength + count));
        }
        for (int c = 0; c < sums.length; c++) {
            double[] sum = sums[c].sums();
            for (int i = from; i < to; i++) {
                ready[c][readyLength + i - from] = (float) sum[i];
            }
            sums[c].advance();
        }
        readyLength += count;
    }

    /** Drops the samples before the next frame. */
    private void forget() {
        int dropped = (int) Math.max(0, Math.min(pendingLength, start(nextFrame) - pendingFrom));
        for (float[] channel : pending) {
            System.arraycopy(channel, dropped, channel, 0, pendingLength - dropped);
        }
        pendingFrom += dropped;
        pendingLength -= dropped;
    }

    private float[][] made() {
        float[][] out = new float[ready.length][];
        Arrays.setAll(out, c -> Arrays.copyOf(ready[c], readyLength));
        readyLength = 0;
        return out;
    }
}

package dev.phasewright.spectrogram;

import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sound whose short-time spectrum is changed while it is being read, in memory that does not grow. An edit that
 * changes nothing gives the samples back, up to the rounding of floats.
 *
 * <p>Frames are those of {@link Stft}, and so is the least-squares overlap-add; but here every frame that touches the
 * sound is made, also those centred beyond its ends, so that as many windows cover its first samples and its last as
 * all others. Frames may be further apart, or nearer, when they are put together than they were when they were taken:
 * then the sound is as much longer or shorter, and it is for the edit to make phases that fit. What comes out does not
 * depend on how the sound is cut into pieces.
 */
public final class SpectralSource implements SoundSource {
    /** Samples read and given out at a time, at least. */
    private static final int PIECE = 1 << 12;

    private final SoundSource source;
    private final double stretch;
    private final FrameEdit edit;
    private final RealFft fft;
    private final int size;
    private final int hop;
    private final double[] window;
    /** The synthesis window over the sum of squared windows, which repeats every hop. */
    private final double[] synthesis;

    private final double[] frame;
    private final SpectralFrame spectra;
    /** The samples under the window, from {@link #seenFrom} on. */
    private final double[][] seen;

    private long seenFrom;
    private final float[][] piece;
    private int pieceFrom;
    private int pieceTo;
    /** Samples read from the source; all there are, once it has ended. */
    private long taken;

    private boolean ended;
    /** The sum of frames so far, from the next frame's first sample on. */
    private final double[][] sum;

    private long nextFrame;
    private final float[][] ready;
    private int readyFrom;
    private int readyTo;

    private SpectralSource(SoundSource source, StftSpec spec, double stretch, FrameEdit edit) {
        int channels = source.channels();
        this.source = source;
        this.stretch = stretch;
        this.edit = edit;
        this.size = spec.fftSize();
        this.hop = spec.hop();
        this.fft = RealFft.of(size);
        this.window = spec.window().samples(size);
        this.synthesis = synthesis(window, hop);
        this.frame = new double[size];
        this.spectra = new SpectralFrame(channels, size);
        this.seen = new double[channels][size];
        this.sum = new double[channels][size];
        this.piece = new float[channels][PIECE];
        this.ready = new float[channels][Math.max(PIECE, hop)];
        // The first frame that reaches sample 0.
        this.nextFrame = -((size / 2 - 1) / hop);
        this.seenFrom = start(nextFrame) - size;
    }

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

    /**
     * A sound with its spectrum edited.
     *
     * @param source any sound at the spec's rate of which nothing was read; it is closed with the result
     * @param edit called for one frame after the other
     * @return as many samples
     * @throws IllegalArgumentException if the sound has another rate
     */
    public static SoundSource through(SoundSource source, StftSpec spec, FrameEdit edit) {
        return stretched(source, spec, 1, edit);
    }

    /**
     * A sound with its spectrum edited and its frames moved apart.
     *
     * @param source any sound at the spec's rate of which nothing was read; it is closed with the result
     * @param spec hop is the distance of frames afterwards; before, it is {@code hop / stretch}
     * @param stretch how many times as long the result is, positive and finite
     * @param edit called for one frame after the other
     * @return {@code round(length·stretch)} samples
     * @throws IllegalArgumentException if the sound has another rate or the stretch is out of range
     */
    public static SoundSource stretched(SoundSource source, StftSpec spec, double stretch, FrameEdit edit) {
        Objects.requireNonNull(edit, "edit");
        if (source.sampleRate() != spec.sampleRate()) {
            throw new IllegalArgumentException("a sound at " + source.sampleRate() + " Hz does not fit an STFT at "
                    + spec.sampleRate() + " Hz: resample it first");
        }
        if (!(stretch > 0 && stretch < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a stretch must be positive and finite, not " + stretch);
        }
        return new SpectralSource(source, spec, stretch, edit);
    }

    /**
     * A sound with the spectrum of all its samples edited at once, as one frame as long as the sound and without a
     * window.
     *
     * @param source any sound of which nothing was read; it is read to its end, and takes memory, when the first sample
     *     is asked for; closed with the result
     * @param edit called once, unless the sound is empty
     * @return as many samples
     */
    public static SoundSource whole(SoundSource source, FrameEdit edit) {
        return new WholeSpectrum(source, Objects.requireNonNull(edit, "edit"));
    }

    /**
     * About how many bytes {@link #whole} takes.
     *
     * @param samples in each channel
     */
    public static long wholeBytes(int channels, long samples) {
        // Of a channel: the original twice and the result twice as floats, and the spectrum; and the samples in work.
        return samples * (channels * (4L * Float.BYTES + Double.BYTES) + Double.BYTES) + RealFft.workingBytes(samples);
    }

    @Override
    public int channels() {
        return source.channels();
    }

    @Override
    public int sampleRate() {
        return source.sampleRate();
    }

    @Override
    public long length() {
        return source.length() < 0 ? -1 : Math.round(source.length() * stretch);
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        if (into.length != channels()) {
            throw new IllegalArgumentException(into.length + " arrays of samples for " + channels() + " channels");
        }
        int done = 0;
        while (done < count && (readyFrom < readyTo || more())) {
            int present = Math.min(count - done, readyTo - readyFrom);
            for (int c = 0; c < into.length; c++) {
                System.arraycopy(ready[c], readyFrom, into[c], offset + done, present);
            }
            readyFrom += present;
            done += present;
        }
        return done;
    }

    /** Makes the next samples ready; false if there are none. */
    private boolean more() throws IOException {
        readyFrom = 0;
        readyTo = 0;
        while (readyTo + hop <= ready[0].length && !isOver()) {
            slide(start(nextFrame));
            addFrame();
            emit();
            nextFrame++;
        }
        return readyTo > 0;
    }

    /** Whether the next frame lies behind the sound's end. */
    private boolean isOver() {
        return ended && nextFrame * hop - size / 2 >= Math.round(taken * stretch);
    }

    /** Where a frame is taken from: its first sample in the source. */
    private long start(long number) {
        return Math.round(number * hop / stretch) - size / 2;
    }

    /** Moves the window on, with zeros beyond both ends. */
    private void slide(long start) throws IOException {
        long distance = start - seenFrom;
        int kept = (int) Math.max(0, size - distance);
        for (double[] channel : seen) {
            System.arraycopy(channel, size - kept, channel, 0, kept);
            Arrays.fill(channel, kept, size, 0);
        }
        seenFrom = start;
        long next = Math.max(0, start + kept);
        for (int at = (int) (next - start); at < size && refill(next); ) {
            int offset = pieceFrom + (int) (next - (taken - (pieceTo - pieceFrom)));
            int present = Math.min(size - at, pieceTo - offset);
            for (int c = 0; c < seen.length; c++) {
                for (int i = 0; i < present; i++) {
                    seen[c][at + i] = piece[c][offset + i];
                }
            }
            at += present;
            next += present;
            pieceFrom = offset + present;
        }
    }

    /** Reads on until sample {@code position} is in the piece; false if the sound ends before it. */
    private boolean refill(long position) throws IOException {
        while (!ended && taken <= position) {
            pieceFrom = 0;
            pieceTo = source.read(piece, 0, PIECE);
            taken += pieceTo;
            ended = pieceTo < PIECE;
        }
        return position < taken;
    }

    private void addFrame() {
        for (int c = 0; c < seen.length; c++) {
            for (int i = 0; i < size; i++) {
                frame[i] = window[i] * seen[c][i];
            }
            fft.forward(frame, spectra.re(c), spectra.im(c));
        }
        edit.edit(spectra.numbered(nextFrame));
        for (int c = 0; c < seen.length; c++) {
            fft.inverse(spectra.re(c), spectra.im(c), frame);
            double[] total = sum[c];
            for (int i = 0; i < size; i++) {
                total[i] += frame[i] * synthesis[i];
            }
        }
    }

    /** Gives out the samples that no later frame touches, as far as they belong to the sound. */
    private void emit() {
        long first = nextFrame * hop - size / 2;
        int from = (int) Math.max(0, Math.min(hop, -first));
        long end = ended ? Math.round(taken * stretch) : Long.MAX_VALUE / 2;
        int to = (int) Math.max(from, Math.min(hop, end - first));
        for (int c = 0; c < sum.length; c++) {
            double[] total = sum[c];
            for (int i = from; i < to; i++) {
                ready[c][readyTo + i - from] = (float) total[i];
            }
            System.arraycopy(total, hop, total, 0, size - hop);
            Arrays.fill(total, size - hop, size, 0);
        }
        readyTo += to - from;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

package dev.phasewright.audio.format;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * The samples of a file while they are being decoded. A format says how the next few come out of the file; what was
 * decoded and not yet read waits here, less than a second of it.
 *
 * <p>One sample more is decoded than is asked for: so the read that would hand out the last one has seen the file's end,
 * and whatever is wrong with it.
 */
public abstract class DecodedSource implements SoundSource {
    /** A decoded sample by channel and index within what was just decoded. */
    @FunctionalInterface
    interface Samples {
        double at(int channel, int index);
    }

    private final SoundBytes file;
    private final int sampleRate;
    private final long length;
    private final float[][] waiting;
    private int from;
    private int to;
    private long decoded;
    private long first;
    private long last = Long.MAX_VALUE;
    private boolean ended;
    private IOException failure;

    /** With {@code length} samples a channel as the file has it, −1 if it does not say. */
    DecodedSource(SoundBytes file, long channels, long sampleRate, long length) throws SoundFileException {
        file.checkShape(channels, sampleRate);
        this.file = file;
        this.sampleRate = (int) sampleRate;
        this.length = length;
        this.waiting = new float[(int) channels][0];
    }

    /**
     * Decodes a little more and hands it to {@link #append}, which may be nothing yet; false where the file ends and
     * nothing is wrong with that.
     */
    abstract boolean decode() throws IOException;

    /** Drops all samples before {@code start} and from {@code end} on, counted as {@link #decoded} counts them. */
    final void keep(long start, long end) {
        first = start;
        last = end;
    }

    /** Samples decoded so far in each channel, kept or not. */
    final long decoded() {
        return decoded;
    }

    /** Takes over samples that follow the last ones. */
    final void append(int count, Samples samples) throws SoundFileException {
        int skipped = (int) Math.max(0, Math.min(count, first - decoded));
        int kept = (int) Math.max(0, Math.min(count, last - decoded) - skipped);
        if (from == to) {
            from = 0;
            to = 0;
        }
        for (int c = 0; c < waiting.length; c++) {
            if (to + kept > waiting[c].length) {
                waiting[c] = Arrays.copyOf(waiting[c], to + kept);
            }
            for (int i = 0; i < kept; i++) {
                long frame = decoded + skipped + i;
                waiting[c][to + i] = file.checkFinite(samples.at(c, skipped + i), c, frame, sampleRate);
            }
        }
        to += kept;
        decoded += count;
    }

    private boolean more() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return decode();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            // The decoders of other people meet damage with whatever exception comes first.
            failure = file.damaged("it cannot be decoded", e);
        } catch (OutOfMemoryError e) {
            failure = file.tooLarge(e);
        }
        throw failure;
    }

    @Override
    public final int channels() {
        return waiting.length;
    }

    @Override
    public final int sampleRate() {
        return sampleRate;
    }

    @Override
    public final long length() {
        return length;
    }

    @Override
    public final int read(float[][] into, int offset, int count) throws IOException {
        Piece.check(into, channels(), offset, count);
        int done = 0;
        while (true) {
            int present = Math.min(count - done, to - from);
            for (int c = 0; c < into.length; c++) {
                System.arraycopy(waiting[c], from, into[c], offset + done, present);
            }
            from += present;
            done += present;
            if (from < to || ended) {
                return done;
            }
            ended = !more();
        }
    }

    /** All samples, of a source from which none was read. */
    public final Audio readAll() throws IOException {
        file.checkLength(length);
        try {
            // A header's word is taken for as many samples as there are bytes, and for no more.
            long believed = Math.min(Math.max(length, 0), file.size() / channels());
            float[][] samples = new float[channels()][(int) Math.min(believed, SoundBytes.MAX_LENGTH)];
            int done = 0;
            while (true) {
                done += read(samples, done, samples[0].length - done);
                if (from == to) {
                    break;
                }
                // One is waiting, so there is more than was expected.
                int wanted = (int) Math.min(SoundBytes.MAX_LENGTH, Math.max(1 << 14, 2L * done));
                if (wanted == done) {
                    file.checkLength(done + 1L);
                }
                grow(samples, wanted);
            }
            grow(samples, done);
            return Audio.owning(samples, sampleRate);
        } catch (OutOfMemoryError e) {
            throw file.tooLarge(e);
        }
    }

    private static void grow(float[][] samples, int length) {
        for (int c = 0; c < samples.length && samples[c].length != length; c++) {
            samples[c] = Arrays.copyOf(samples[c], length);
        }
    }

    /** How many samples a channel there are, by decoding them all; nothing is left to read. */
    final long countAll() throws IOException {
        while (more()) {
            from = to;
        }
        ended = true;
        return decoded;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package dev.phasewright.audio.format;

import dev.phasewright.audio.stream.BufferedSource;
import dev.phasewright.audio.stream.Piece;
import java.io.IOException;
import java.util.Locale;

/**
 * The samples of a file while they are being decoded. A format says how the next few come out of the file; whatever is
 * wrong with them becomes one message.
 */
public abstract class DecodedSource extends BufferedSource {
    /** A decoded sample by channel and index within what was just decoded. */
    @FunctionalInterface
    interface Samples {
        double at(int channel, int index);
    }

    private static final int PIECE = 1 << 13;

    private final SoundBytes file;
    private final int sampleRate;
    private final long length;
    private final float[][] lot;
    private long decoded;
    private long kept;
    private long first;
    private long last = Long.MAX_VALUE;

    /** With {@code length} samples a channel as the file has it, −1 if it does not say. */
    DecodedSource(SoundBytes file, long channels, long sampleRate, long length) throws SoundFileException {
        super(file.checkedChannels(channels, sampleRate));
        this.file = file;
        this.sampleRate = (int) sampleRate;
        this.length = length;
        this.lot = new float[channels()][0];
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
        int taken = (int) Math.max(0, Math.min(count, last - decoded) - skipped);
        if (taken > lot[0].length) {
            Piece.resize(lot, taken);
        }
        for (int c = 0; c < lot.length; c++) {
            for (int i = 0; i < taken; i++) {
                long frame = decoded + skipped + i;
                lot[c][i] = file.checkFinite(samples.at(c, skipped + i), c, frame, sampleRate);
            }
        }
        append(lot, 0, taken);
        decoded += count;
        kept += taken;
    }

    @Override
    protected final boolean more() throws IOException {
        try {
            if (decode()) {
                return true;
            }
            if (length >= 0 && kept != length) {
                throw file.error(String.format(
                        Locale.ROOT,
                        "damaged: its headers promise %d samples, %d were decoded; fetch or export it again",
                        length,
                        kept));
            }
            return false;
        } catch (RuntimeException e) {
            // The decoders of other people meet damage with whatever exception comes first.
            throw file.damaged("it cannot be decoded", e);
        } catch (OutOfMemoryError e) {
            throw file.tooLarge(e);
        }
    }

    @Override
    public final int sampleRate() {
        return sampleRate;
    }

    @Override
    public final long length() {
        return length;
    }

    /** All samples as {@code [channel][sample]}, of a source from which none was read. */
    public final float[][] readAll() throws IOException {
        file.checkLength(length);
        try {
            // A header's word is taken for as many samples as there are bytes, and for no more.
            long believed = Math.min(Math.max(length, 0), file.size() / channels());
            float[][] samples = new float[channels()][(int) Math.min(believed, Piece.LONGEST)];
            int done = read(samples, 0, samples[0].length);
            while (isWaiting()) {
                int wanted = (int) Math.min(Piece.LONGEST, Math.max(1 << 14, 2L * done));
                if (wanted == done) {
                    file.checkLength(done + 1L);
                }
                Piece.resize(samples, wanted);
                done += read(samples, done, wanted - done);
            }
            Piece.resize(samples, done);
            return samples;
        } catch (OutOfMemoryError e) {
            throw file.tooLarge(e);
        }
    }

    /** How many samples a channel there are, by decoding them all; nothing is left to read. */
    final long countAll() throws IOException {
        float[][] piece = new float[channels()][PIECE];
        long count = 0;
        int present;
        while ((present = read(piece, 0, PIECE)) > 0) {
            count += present;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

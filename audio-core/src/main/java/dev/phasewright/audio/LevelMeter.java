package dev.phasewright.audio;

import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Objects;

/** A sound that is measured while it is being read. */
public final class LevelMeter extends FilteredSource {
    private static final int PIECE = 1 << 13;

    private final double[] squares;
    private final double[] peaks;
    private long read;

    /** Measures what is read of a source from now on; the source is closed with this. */
    public LevelMeter(SoundSource source) {
        super(source);
        this.squares = new double[source.channels()];
        this.peaks = new double[source.channels()];
    }

    /** The level of what was read of all channels. */
    public Level level() {
        return level(0, channels());
    }

    /**
     * The level of what was read of the channels from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws IndexOutOfBoundsException if there are no such channels
     */
    public Level level(int from, int to) {
        Objects.checkFromToIndex(from, to, channels());
        double sum = 0;
        double peak = 0;
        for (int c = from; c < to; c++) {
            sum += squares[c];
            peak = Math.max(peak, peaks[c]);
        }
        double mean = read == 0 ? 0 : sum / ((double) read * (to - from));
        return new Level(20 * Math.log10(peak), 10 * Math.log10(mean));
    }

    /** Reads on to the end, for the sake of the level alone. */
    public void readAll() throws IOException {
        float[][] piece = new float[channels()][PIECE];
        while (read(piece, 0, PIECE) > 0) {
            // Measured as it passes.
        }
    }

    /** Samples read so far in each channel. */
    public long position() {
        return read;
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        int present = source.read(into, offset, count);
        for (int c = 0; c < into.length; c++) {
            double sum = 0;
            float peak = 0;
            for (int i = offset; i < offset + present; i++) {
                float sample = into[c][i];
                sum += (double) sample * sample;
                peak = Math.max(peak, Math.abs(sample));
            }
            squares[c] += sum;
            peaks[c] = Math.max(peaks[c], peak);
        }
        read += present;
        return present;
    }
}

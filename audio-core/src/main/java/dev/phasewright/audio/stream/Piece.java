package dev.phasewright.audio.stream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** A range of samples in one array a channel, as sources fill and sinks take them. */
public final class Piece {
    /** As many samples as an array can have on every Java machine. */
    public static final int LONGEST = Integer.MAX_VALUE - 8;

    private Piece() {}

    /**
     * Refuses a piece that is not of so many channels or does not lie within all its arrays.
     *
     * @throws IllegalArgumentException if there is not one array for each channel
     * @throws IndexOutOfBoundsException if an array does not hold those samples
     */
    public static void check(float[][] samples, int channels, int offset, int count) {
        if (samples.length != channels) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%d arrays of samples for %d channels", samples.length, channels));
        }
        for (float[] channel : samples) {
            Objects.checkFromIndexSize(offset, count, channel.length);
        }
    }

    /** Makes all arrays of one length, with what they hold as far as it fits; those that have it stay the same. */
    public static void resize(float[][] samples, int length) {
        for (int c = 0; c < samples.length; c++) {
            if (samples[c].length != length) {
                samples[c] = Arrays.copyOf(samples[c], length);
            }
        }
    }
}

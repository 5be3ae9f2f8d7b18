package dev.phasewright.audio.stream;

import java.util.Objects;

/** A range of samples in one array a channel, as sources fill and sinks take them. */
public final class Piece {
    private Piece() {}

    /** Refuses a piece that is not of so many channels or does not lie within all its arrays. */
    public static void check(float[][] samples, int channels, int offset, int count) {
        if (samples.length != channels) {
            throw new IllegalArgumentException(
                    "%d arrays of samples for %d channels".formatted(samples.length, channels));
        }
        for (float[] channel : samples) {
            Objects.checkFromIndexSize(offset, count, channel.length);
        }
    }
}

package dev.phasewright.tune;

/**
 * One note of a {@link Tune}.
 *
 * @param channel 1 to 16
 * @param key as MIDI counts, 60 for middle C
 * @param from when it is struck, in seconds from the beginning
 * @param to when it is let go, not before {@code from}
 * @param velocity how hard it is struck, above 0 and at most 1
 * @param gain its amplitude, above 0 and at most 1
 */
public record Note(int channel, int key, double from, double to, double velocity, double gain) {
    /** How long it is held, in seconds. */
    public double seconds() {
        return to - from;
    }
}

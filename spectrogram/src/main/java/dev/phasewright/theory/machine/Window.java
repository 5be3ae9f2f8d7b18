package dev.phasewright.theory.machine;

import java.util.stream.IntStream;

/**
 * How far a local machine sees around a place.
 *
 * @param frames to either side, not negative
 * @param bands to either side, not negative
 */
public record Window(int frames, int bands) {
    private static final double[] LEVELS = {0.1, 0.3, 1, 3, 10, 30};
    /** Through which a local machine's answer is nearest a network's, as {@code study machines digits} found them. */
    private static final int[] REACHES = {1, 1, 2, 8, 32, 32};

    /** @throws IllegalArgumentException if one is negative */
    public Window {
        if (frames < 0 || bands < 0) {
            throw new IllegalArgumentException(
                    "a window of " + frames + " frames and " + bands + " bands to either side");
        }
    }

    /**
     * The window that suits a noise level: the louder the noise, the wider, from 3 × 3 to 65 × 65 places, as it was measured
     * on spoken digits.
     *
     * @param sigma positive
     */
    public static Window suiting(double sigma) {
        int nearest = IntStream.range(0, LEVELS.length)
                .reduce((a, b) -> Math.abs(Math.log(LEVELS[b] / sigma)) < Math.abs(Math.log(LEVELS[a] / sigma)) ? b : a)
                .orElseThrow();
        return new Window(REACHES[nearest], REACHES[nearest]);
    }

    /** The same, or what is left of it where one may see so far only. */
    public Window atMost(int reach) {
        return new Window(Math.min(reach, frames), Math.min(reach, bands));
    }
}

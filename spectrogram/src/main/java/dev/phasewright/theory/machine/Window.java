package dev.phasewright.theory.machine;

/**
 * How far a local machine sees around a place.
 *
 * @param frames to either side, not negative
 * @param bands to either side, not negative
 */
public record Window(int frames, int bands) {
    /** @throws IllegalArgumentException if one is negative */
    public Window {
        if (frames < 0 || bands < 0) {
            throw new IllegalArgumentException(
                    "a window of " + frames + " frames and " + bands + " bands to either side");
        }
    }
}

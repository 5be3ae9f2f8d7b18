package dev.phasewright.audio;

import dev.phasewright.api.Incubating;

/** How sounds come and go without a click. */
@Incubating
public final class Fade {
    private Fade() {}

    /**
     * The gain of a sample in a fade of half a raised cosine, from silence to the whole sound.
     *
     * @param place how far from the silent end, 0 for the last sample before it
     * @param samples the fade's length, positive
     * @return above 0; 1 from its end on
     */
    public static double gain(int place, int samples) {
        return place >= samples ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * (place + 0.5) / samples);
    }
}

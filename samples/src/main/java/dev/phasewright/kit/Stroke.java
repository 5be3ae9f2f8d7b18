package dev.phasewright.kit;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;

/**
 * The sound of one stroke and where in it the stroke is.
 *
 * @param sound the sound
 * @param onset the first sample within 30 dB of the peak; 0 of silence
 */
public record Stroke(Audio sound, int onset) {
    private static final double BEGUN_DB = 30;
    private static final double LEAD_SECONDS = 0.001;

    /** Finds the stroke in a sound. */
    public static Stroke of(Audio sound) {
        return new Stroke(sound, Onset.of(sound, BEGUN_DB) % Math.max(1, sound.length()));
    }

    /** The sound from a millisecond before the stroke on, so that it is heard when its key is struck. */
    public Audio atOnce() {
        int from = Math.max(0, onset - (int) Math.round(LEAD_SECONDS * sound.sampleRate()));
        return sound.slice(from, sound.length());
    }
}

package dev.phasewright.kit;

import dev.phasewright.audio.Audio;

/**
 * The sound of one stroke and where in it the stroke is.
 *
 * @param sound the sound
 * @param onset the first sample within 30 dB of the peak; 0 of silence
 */
public record Stroke(Audio sound, int onset) {
    private static final double BEGUN = Math.pow(10, -30 / 20.0);
    private static final double LEAD_SECONDS = 0.001;

    /** Finds the stroke in a sound. */
    public static Stroke of(Audio sound) {
        double threshold = sound.peak() * BEGUN;
        for (int i = 0; i < sound.length() && threshold > 0; i++) {
            for (int c = 0; c < sound.channels(); c++) {
                if (Math.abs(sound.sample(c, i)) >= threshold) {
                    return new Stroke(sound, i);
                }
            }
        }
        return new Stroke(sound, 0);
    }

    /** The sound from a millisecond before the stroke on, so that it is heard when its key is struck. */
    public Audio atOnce() {
        int from = Math.max(0, onset - (int) Math.round(LEAD_SECONDS * sound.sampleRate()));
        return sound.slice(from, sound.length());
    }
}

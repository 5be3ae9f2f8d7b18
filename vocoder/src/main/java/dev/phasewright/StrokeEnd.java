package dev.phasewright;

import dev.phasewright.audio.Audio;

/** Where a stroke on a drum ends: as in a pack of samples, it is no longer than it is heard, and fades. */
public final class StrokeEnd {
    /** The last sample within so much of the peak ends it. */
    private static final double ENDED_DB = 60;

    /** The part of it that fades out. */
    private static final double FADE = 0.1;

    private static final double SHORTEST_FADE_SECONDS = 0.005;

    private StrokeEnd() {}

    /** A sound of one channel up to where it has decayed by 60 dB, its last tenth faded; as it is if it is silent. */
    public static Audio of(Audio sound) {
        double least = sound.peak() * Math.pow(10, -ENDED_DB / 20);
        int end = sound.length();
        while (end > 0 && Math.abs(sound.sample(0, end - 1)) < least) {
            end--;
        }
        if (end == 0 || least == 0) {
            return sound;
        }
        float[] samples = sound.slice(0, end).channel(0);
        int fade = (int) Math.min(end, Math.max(SHORTEST_FADE_SECONDS * sound.sampleRate(), FADE * end));
        for (int i = 0; i < fade; i++) {
            samples[end - 1 - i] *= (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / fade));
        }
        return Audio.mono(samples, sound.sampleRate());
    }
}

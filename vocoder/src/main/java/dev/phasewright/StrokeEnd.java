package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fade;

/** Where a stroke on a drum ends: as in a pack of samples, it is no longer than it is heard, and fades. */
public final class StrokeEnd {
    /** It is heard where it is within so much of the peak. */
    private static final double ENDED_DB = 60;

    /** It has ended where it is not heard for so long; what a model may put there is another stroke, and not wanted. */
    private static final double SILENT_SECONDS = 0.1;

    /** The part of it that fades out. */
    private static final double FADED = 0.1;

    private static final double SHORTEST_FADE_SECONDS = 0.005;

    private StrokeEnd() {}

    /** A sound of one channel up to where the stroke has ended, faded; as it is if it is silent. */
    public static Audio of(Audio sound) {
        return sound.peak() == 0 ? sound : faded(sound.slice(0, after(sound, 0)));
    }

    /**
     * Where a stroke has ended: it has decayed by 60 dB for a tenth of a second.
     *
     * @param sound of one channel
     * @param from where it is looked for, not after the stroke begins
     * @return the sample after the last that is heard
     */
    public static int after(Audio sound, int from) {
        double least = sound.peak() * Math.pow(10, -ENDED_DB / 20);
        int silent = (int) Math.round(SILENT_SECONDS * sound.sampleRate());
        int end = from;
        for (int i = from; i < sound.length() && (end == from || i - end < silent); i++) {
            end = Math.abs(sound.sample(0, i)) >= least ? i + 1 : end;
        }
        return end;
    }

    /** A sound of one channel whose last tenth fades, 5 ms at least. */
    public static Audio faded(Audio sound) {
        float[] samples = sound.channel(0);
        int end = samples.length;
        int fade = (int) Math.min(end, Math.max(SHORTEST_FADE_SECONDS * sound.sampleRate(), FADED * end));
        for (int i = 0; i < fade; i++) {
            samples[end - 1 - i] *= (float) Fade.gain(i, fade);
        }
        return Audio.mono(samples, sound.sampleRate());
    }
}

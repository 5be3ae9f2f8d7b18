package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fade;

/**
 * Where a stroke on a drum begins: a model that learned from recordings that begin after a silence makes sounds that do, but
 * windows are wider than an attack, and phases that do not quite fit let some of it leak before.
 */
public final class StrokeStart {
    private static final double FADE_SECONDS = 0.002;

    private StrokeStart() {}

    /**
     * A sound that is silent up to its beginning, into which it fades for 2 ms.
     *
     * @param sound of any channels
     * @param leadSeconds how long it is silent, not negative; 0 leaves the sound as it is
     */
    public static Audio of(Audio sound, double leadSeconds) {
        int lead = (int) Math.round(leadSeconds * sound.sampleRate());
        int fade = (int) Math.min(lead, Math.round(FADE_SECONDS * sound.sampleRate()));
        float[][] samples = new float[sound.channels()][];
        for (int c = 0; c < samples.length; c++) {
            samples[c] = sound.channel(c);
            for (int i = 0; i < Math.min(lead, sound.length()); i++) {
                int place = i - (lead - fade);
                samples[c][i] *= place < 0 ? 0 : (float) Fade.gain(place, fade);
            }
        }
        return Audio.of(samples, sound.sampleRate());
    }
}

package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fade;

/** What clips go through last: cut, faded, set to a level, rounded to 16 bits. */
final class Mastering {
    private static final double FADE_SECONDS = 0.005;
    private static final float GRID = 32_768;
    private static final double FULL_SCALE = 32_766 / 32_768.0;
    private static final int CLIPPED_RUN = 3;

    private Mastering() {}

    /** Whether a program's 16-bit sound touches full scale for several samples on end. */
    static boolean isClipped(Audio sound) {
        int run = 0;
        for (int i = 0; i < sound.length(); i++) {
            run = Math.abs(sound.sample(0, i)) >= FULL_SCALE ? run + 1 : 0;
            if (run >= CLIPPED_RUN) {
                return true;
            }
        }
        return false;
    }

    /**
     * A part of a longer sound, padded with silence if it is not longer; where the cut goes through the sound it is
     * faded over 5 ms, so that no click is heard that was not there.
     */
    static Audio cut(Audio sound, int from, int length) {
        float[] samples = sound.slice(from, from + length).channel(0);
        int fade = (int) Math.round(FADE_SECONDS * sound.sampleRate());
        for (int i = 0; i < Math.min(fade, length); i++) {
            double gain = Fade.gain(i, fade);
            if (from > 0) {
                samples[i] *= (float) gain;
            }
            if (from + length < sound.length()) {
                samples[length - 1 - i] *= (float) gain;
            }
        }
        return Audio.mono(samples, sound.sampleRate());
    }

    /**
     * The sound with its peak at a level, on the 16-bit grid, without dither so that silence stays silence; digital
     * silence is given back as it is.
     */
    static Audio atLevel(Audio sound, double levelDb) {
        double peak = sound.peak();
        if (peak == 0) {
            return sound;
        }
        double gain = Math.pow(10, levelDb / 20) / peak;
        float[] samples = sound.channel(0);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.round(samples[i] * gain * GRID) / GRID;
        }
        return Audio.mono(samples, sound.sampleRate());
    }
}

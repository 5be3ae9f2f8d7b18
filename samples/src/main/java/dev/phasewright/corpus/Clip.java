package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import java.util.Optional;

/**
 * An utterance placed in its second of silence.
 *
 * @param sound exactly {@link #LENGTH} samples at {@link #SAMPLE_RATE}, mono, on the 16-bit grid
 * @param onset the sample at which the word begins
 */
record Clip(Audio sound, int onset) {
    /** Samples per second of every clip. */
    static final int SAMPLE_RATE = 16_000;
    /** Samples of every clip: one second. */
    static final int LENGTH = 16_000;

    private static final int MARGIN = 160;
    private static final double AUDIBLE_PEAK = 0.003;
    private static final double TRIM_DB = -50;
    private static final float GRID = 32_768;

    /** An utterance's audible part at the corpus's rate, or nothing if none of it is audible. */
    static Optional<Audio> audiblePart(Audio utterance) {
        Audio sound = Resampler.resample(utterance, SAMPLE_RATE);
        double peak = sound.peak();
        if (peak < AUDIBLE_PEAK) {
            return Optional.empty();
        }
        double threshold = peak * Math.pow(10, TRIM_DB / 20);
        int from = 0;
        while (Math.abs(sound.sample(0, from)) < threshold) {
            from++;
        }
        int to = sound.length();
        while (Math.abs(sound.sample(0, to - 1)) < threshold) {
            to--;
        }
        return Optional.of(sound.slice(from, to));
    }

    /** Whether a word fits into a clip, with a little silence at both ends. */
    static boolean fits(Audio word) {
        return word.length() <= LENGTH - 2 * MARGIN;
    }

    /**
     * Places a word that {@link #fits} at a recipe's level and onset.
     *
     * <p>Samples are rounded to 16 bits here, without dither, so that the silence around the word stays silence.
     */
    static Clip place(Audio word, Recipe recipe) {
        int room = LENGTH - 2 * MARGIN - word.length();
        int onset = MARGIN + (int) Math.round(recipe.onset() * room);
        double gain = Math.pow(10, recipe.levelDb() / 20) / word.peak();
        float[] samples = new float[LENGTH];
        for (int i = 0; i < word.length(); i++) {
            samples[onset + i] = Math.round(word.sample(0, i) * gain * GRID) / GRID;
        }
        return new Clip(Audio.mono(samples, SAMPLE_RATE), onset);
    }
}

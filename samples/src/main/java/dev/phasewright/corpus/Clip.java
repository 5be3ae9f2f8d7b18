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
    private static final double SILENCE_DB = 50;

    /** An utterance's audible part at {@link #SAMPLE_RATE}, or nothing if none of it is audible. */
    static Optional<Audio> audiblePart(Audio utterance) {
        return audiblePart(utterance, SAMPLE_RATE);
    }

    /** A sound's audible part at some rate, or nothing if none of it is audible. */
    static Optional<Audio> audiblePart(Audio any, int sampleRate) {
        Audio sound = Resampler.resample(any, sampleRate);
        return sound.peak() < AUDIBLE_PEAK ? Optional.empty() : Optional.of(sound.trimSilence(SILENCE_DB));
    }

    /** Whether a word fits into a clip, with a little silence at both ends. */
    static boolean fits(Audio word) {
        return word.length() <= LENGTH - 2 * MARGIN;
    }

    /** Places a word that {@link #fits} at a recipe's level and onset, in digital silence. */
    static Clip place(Audio word, Recipe recipe) {
        int room = LENGTH - 2 * MARGIN - word.length();
        int onset = MARGIN + (int) Math.round(recipe.onset() * room);
        return new Clip(Mastering.atLevel(word, recipe.levelDb()).slice(-onset, LENGTH - onset), onset);
    }
}

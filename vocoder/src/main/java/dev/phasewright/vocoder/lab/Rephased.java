package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Level;

/**
 * A sound after something was done to its phases.
 *
 * @param audio as it came out, at a level of its own
 * @param levelChangeDb its RMS level less the original's, over all channels, in decibels; mostly negative; −∞ if
 *     nothing is left; 0 if the original is silent
 */
public record Rephased(Audio audio, double levelChangeDb) {
    static Rephased of(Audio original, Audio result) {
        return new Rephased(result, change(Level.of(original), Level.of(result)));
    }

    /** How many decibels the RMS level changed from one sound to another, as {@link #levelChangeDb} has it. */
    static double change(Level original, Level result) {
        return original.rmsDb() == Double.NEGATIVE_INFINITY ? 0 : result.rmsDb() - original.rmsDb();
    }

    /** The factor on amplitudes that undoes a change of level; 1 where nothing was left to undo. */
    static double gain(double levelChangeDb) {
        return Double.isInfinite(levelChangeDb) ? 1 : Math.pow(10, -levelChangeDb / 20);
    }

    /** The sound at the original's RMS level: what to listen to. Its peaks may exceed ±1. */
    public Audio matched() {
        return audio.scaled(gain(levelChangeDb));
    }
}

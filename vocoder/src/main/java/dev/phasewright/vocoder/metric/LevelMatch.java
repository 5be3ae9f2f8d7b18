package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;

/** Brings a reconstruction to the level of its original, so that no measure of it is a measure of loudness. */
public final class LevelMatch {
    private LevelMatch() {}

    /** The sound at the original's length and RMS level; silence, or what stands for silence, keeps its own level. */
    public static Audio apply(Audio sound, Audio original) {
        Audio cut = sound.slice(0, original.length());
        return cut.rms() == 0 || original.rms() == 0 ? cut : cut.scaled(original.rms() / cut.rms());
    }
}

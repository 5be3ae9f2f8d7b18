package dev.phasewright.tune;

import dev.phasewright.audio.Audio;
import java.util.List;

/** Clips joined into one phrase: each trimmed of its silence, with a short pause between. */
public final class Phrase {
    private static final double SILENCE_DB = 45;
    private static final double PAUSE_SECONDS = 0.08;

    private Phrase() {}

    /** Joins them; all of one channel and one rate, at least one. */
    public static Audio of(List<Audio> clips) {
        int rate = clips.get(0).sampleRate();
        int pause = (int) Math.round(PAUSE_SECONDS * rate);
        List<Audio> trimmed =
                clips.stream().map(clip -> clip.trimSilence(SILENCE_DB)).toList();
        int length = trimmed.stream().mapToInt(Audio::length).sum() + pause * (trimmed.size() + 1);
        float[] phrase = new float[length];
        int at = pause;
        for (Audio clip : trimmed) {
            System.arraycopy(clip.channel(0), 0, phrase, at, clip.length());
            at += clip.length() + pause;
        }
        return Audio.mono(phrase, rate);
    }
}

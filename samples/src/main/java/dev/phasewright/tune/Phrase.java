package dev.phasewright.tune;

import dev.phasewright.audio.Audio;
import java.util.List;

/** Clips joined into one phrase: each trimmed of its silence, with a short pause between. */
public final class Phrase {
    private static final double SILENCE_DB = 45;
    private static final double PAUSE_SECONDS = 0.08;

    private Phrase() {}

    /** A clip without the silence before and after it, what is 45 dB below its peak; as it is where it is silent. */
    public static Audio trimmed(Audio clip) {
        Audio trimmed = clip.trimSilence(SILENCE_DB);
        return trimmed.length() == 0 ? clip : trimmed;
    }

    /** Joins them; all of one channel and one rate, at least one. */
    public static Audio of(List<Audio> clips) {
        int rate = clips.get(0).sampleRate();
        int pause = (int) Math.round(PAUSE_SECONDS * rate);
        List<Audio> trimmed = clips.stream().map(Phrase::trimmed).toList();
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

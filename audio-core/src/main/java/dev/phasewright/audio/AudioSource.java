package dev.phasewright.audio;

import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;

/** A sound in memory, read piece by piece. */
public final class AudioSource implements SoundSource {
    private final Audio audio;
    private int position;

    public AudioSource(Audio audio) {
        this.audio = audio;
    }

    @Override
    public int channels() {
        return audio.channels();
    }

    @Override
    public int sampleRate() {
        return audio.sampleRate();
    }

    @Override
    public long length() {
        return audio.length();
    }

    @Override
    public int read(float[][] into, int offset, int count) {
        Piece.check(into, channels(), offset, count);
        int present = Math.min(count, audio.length() - position);
        for (int c = 0; c < into.length; c++) {
            System.arraycopy(audio.samples()[c], position, into[c], offset, present);
        }
        position += present;
        return present;
    }

    @Override
    public void close() {}
}

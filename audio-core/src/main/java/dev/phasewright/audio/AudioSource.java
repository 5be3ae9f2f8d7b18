package dev.phasewright.audio;

import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;

/** A sound in memory, read piece by piece. */
final class AudioSource implements SoundSource {
    private final float[][] samples;
    private final int sampleRate;
    private int position;

    /** Reads these arrays, which nobody may change meanwhile. */
    AudioSource(float[][] samples, int sampleRate) {
        this.samples = samples;
        this.sampleRate = sampleRate;
    }

    @Override
    public int channels() {
        return samples.length;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public long length() {
        return samples[0].length;
    }

    @Override
    public int read(float[][] into, int offset, int count) {
        Piece.check(into, channels(), offset, count);
        int present = Math.min(count, samples[0].length - position);
        for (int c = 0; c < into.length; c++) {
            System.arraycopy(samples[c], position, into[c], offset, present);
        }
        position += present;
        return present;
    }

    @Override
    public void close() {}
}

package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;

/** A sound of one channel as one of several that are alike. */
final class Duplicated extends FilteredSource {
    private final int channels;

    private Duplicated(SoundSource source, int channels) {
        super(source);
        this.channels = channels;
    }

    /** A sound with so many channels if it has but one; otherwise with its own. */
    static SoundSource over(int channels, SoundSource source) {
        return source.channels() == 1 && channels > 1 ? new Duplicated(source, channels) : source;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        int present = source.read(new float[][] {into[0]}, offset, count);
        for (int c = 1; c < channels; c++) {
            System.arraycopy(into[0], offset, into[c], offset, present);
        }
        return present;
    }
}

package dev.phasewright.audio.stream;

import java.io.IOException;
import java.util.Objects;

/**
 * A sound that passes another one on, as {@link java.io.FilterInputStream} does bytes. As it stands it changes nothing; a
 * subclass overrides {@link #read}, and whatever else it changes.
 */
public abstract class FilteredSource implements SoundSource {
    /** What is passed on. */
    protected final SoundSource source;

    /** Passes on a source, which is closed with this. */
    protected FilteredSource(SoundSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    @Override
    public int channels() {
        return source.channels();
    }

    @Override
    public int sampleRate() {
        return source.sampleRate();
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        return source.read(into, offset, count);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

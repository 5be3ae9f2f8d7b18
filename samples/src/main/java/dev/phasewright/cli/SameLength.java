package dev.phasewright.cli;

import dev.phasewright.audio.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What something makes of a sound, as long as that sound: to another rate and back, rounding adds a sample or loses a
 * few, for which there is silence.
 */
final class SameLength implements SoundSource {
    private final Counted original;
    private final SoundSource made;
    private long given;

    private SameLength(Counted original, SoundSource made) {
        this.original = original;
        this.made = made;
    }

    /**
     * A sound after some work on it.
     *
     * @param original closed with the result
     * @param work gives it back at its own rate, no sample before it was read, and closes it
     */
    static SoundSource after(SoundSource original, UnaryOperator<SoundSource> work) {
        Counted counted = new Counted(original);
        return new SameLength(counted, work.apply(counted));
    }

    @Override
    public int channels() {
        return made.channels();
    }

    @Override
    public int sampleRate() {
        return made.sampleRate();
    }

    @Override
    public long length() {
        return original.length();
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        int present = made.read(into, offset, count);
        // Beyond what was read there is nothing but at the end, where all was.
        int wanted = (int) Math.min(count, original.count - given);
        for (int c = 0; c < into.length && present < wanted; c++) {
            Arrays.fill(into[c], offset + present, offset + wanted, 0);
        }
        given += wanted;
        return wanted;
    }

    @Override
    public void close() throws IOException {
        made.close();
    }

    /** A sound that knows how much of it was read. */
    private static final class Counted implements SoundSource {
        private final SoundSource source;
        private long count;

        Counted(SoundSource source) {
            this.source = source;
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
        public int read(float[][] into, int offset, int wanted) throws IOException {
            int present = source.read(into, offset, wanted);
            count += present;
            return present;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}

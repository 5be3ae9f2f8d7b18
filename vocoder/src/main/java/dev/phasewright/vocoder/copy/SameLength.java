package dev.phasewright.vocoder.copy;

import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What something makes of a sound, as long as that sound: to another rate and back, rounding adds a sample or loses a
 * few, for which there is silence.
 */
final class SameLength extends FilteredSource {
    private final Counted original;
    private long given;

    private SameLength(Counted original, SoundSource made) {
        super(made);
        this.original = original;
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
    public long length() {
        return original.length();
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        int present = source.read(into, offset, count);
        // Beyond what was read there is nothing but at the end, where all was.
        int wanted = (int) Math.min(count, original.count - given);
        for (int c = 0; c < into.length && present < wanted; c++) {
            Arrays.fill(into[c], offset + present, offset + wanted, 0);
        }
        given += wanted;
        return wanted;
    }

    /** A sound that knows how much of it was read. */
    private static final class Counted extends FilteredSource {
        private long count;

        Counted(SoundSource source) {
            super(source);
        }

        @Override
        public int read(float[][] into, int offset, int wanted) throws IOException {
            int present = source.read(into, offset, wanted);
            count += present;
            return present;
        }
    }
}

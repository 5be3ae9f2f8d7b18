package dev.phasewright.vocoder.copy;

import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A sound's copy, made as a whole when its first sample is asked for. */
final class WholeCopy extends FilteredSource {
    private static final int FIRST = 1 << 16;

    private final CopyLimit limit;
    private final Method method;
    /** Null until they are asked for. */
    private float @Nullable [][] samples;

    private int position;

    /** What makes the copy of a channel, of the same length. */
    @FunctionalInterface
    interface Method {
        float[] copy(float[] samples, int channel);
    }

    WholeCopy(SoundSource source, CopyLimit limit, Method method) {
        super(source);
        this.limit = limit;
        this.method = method;
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        if (samples == null) {
            samples = readAll();
            for (int c = 0; c < samples.length; c++) {
                samples[c] = method.copy(samples[c], c);
            }
        }
        int present = Math.min(count, samples[0].length - position);
        for (int c = 0; c < samples.length; c++) {
            System.arraycopy(samples[c], position, into[c], offset, present);
        }
        position += present;
        return present;
    }

    /**
     * One sample more is asked for than there should be, so that the end was seen. A sound that does not tell its length is
     * refused as soon as it shows that there is too much of it.
     */
    private float[][] readAll() throws IOException {
        limit.require(Math.max(0, source.length()));
        float[][] all = new float[channels()][source.length() < 0 ? FIRST : (int) source.length() + 1];
        int done = source.read(all, 0, all[0].length);
        while (done == all[0].length) {
            limit.require(2L * done);
            grow(all, 2 * done);
            done += source.read(all, done, done);
        }
        grow(all, done);
        return all;
    }

    private static void grow(float[][] all, int length) {
        for (int c = 0; c < all.length && all[c].length != length; c++) {
            all[c] = Arrays.copyOf(all[c], length);
        }
    }
}

package dev.phasewright.audio.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A sound that is made in lots of its own size and read in any other: what was made and is not yet read waits here.
 *
 * <p>One sample more is made than is asked for: so the read that hands out the last one has seen the end, and whatever is
 * wrong with it.
 */
public abstract class BufferedSource implements SoundSource {
    private final float[][] waiting;
    private int from;
    private int to;
    private boolean ended;
    private @Nullable IOException failure;

    /** A sound of so many channels, at least 1. */
    protected BufferedSource(int channels) {
        this.waiting = new float[channels][0];
    }

    /**
     * Makes a little more and hands it to {@link #append}, which may be nothing yet; false where the sound ends and
     * nothing is wrong with that. Not called again then, nor after a failure.
     */
    protected abstract boolean more() throws IOException;

    /**
     * Takes over samples that follow the last ones; they are copied.
     *
     * @param samples as {@code [channel][sample]}, from {@code offset} on
     */
    protected final void append(float[][] samples, int offset, int count) {
        Piece.check(samples, waiting.length, offset, count);
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (to + count > waiting[0].length) {
            Piece.resize(waiting, to + count);
        }
        for (int c = 0; c < waiting.length; c++) {
            System.arraycopy(samples[c], offset, waiting[c], to, count);
        }
        to += count;
    }

    /** Whether a sample that was made waits to be read; after a read, whether there are more. */
    protected final boolean isWaiting() {
        return from < to;
    }

    @Override
    public final int channels() {
        return waiting.length;
    }

    @Override
    public final int read(float[][] into, int offset, int count) throws IOException {
        Piece.check(into, channels(), offset, count);
        if (failure != null) {
            throw failure;
        }
        int done = 0;
        while (true) {
            int present = Math.min(count - done, to - from);
            for (int c = 0; c < into.length; c++) {
                System.arraycopy(waiting[c], from, into[c], offset + done, present);
            }
            from += present;
            done += present;
            if (from < to || ended) {
                return done;
            }
            try {
                ended = !more();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}

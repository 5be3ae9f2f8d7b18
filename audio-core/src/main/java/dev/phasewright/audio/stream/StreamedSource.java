package dev.phasewright.audio.stream;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/** A sound that goes through a {@link Streaming} of all its channels while it is being read. */
public final class StreamedSource extends BufferedSource {
    /** Samples that go in at a time, or come out where those are more. */
    private static final int PIECE = 1 << 13;

    private final SoundSource source;
    private final Streaming<float[][], float[][]> stream;
    private final LongUnaryOperator lengthOf;
    private final float[][] piece;
    private boolean ended;

    /**
     * A sound through a stream that gives out as many samples as it takes.
     *
     * @param source any sound of which nothing was read; it is closed with this
     * @param stream takes and gives out {@code [channel][sample]}; nothing must have gone in
     */
    public StreamedSource(SoundSource source, Streaming<float[][], float[][]> stream) {
        this(source, stream, LongUnaryOperator.identity());
    }

    /**
     * A sound through a stream that changes its length.
     *
     * @param lengthOf how many samples come out when so many go in
     */
    public StreamedSource(SoundSource source, Streaming<float[][], float[][]> stream, LongUnaryOperator lengthOf) {
        super(source.channels());
        this.source = source;
        this.stream = Objects.requireNonNull(stream, "stream");
        this.lengthOf = Objects.requireNonNull(lengthOf, "lengthOf");
        long out = Math.max(PIECE, lengthOf.applyAsLong(PIECE));
        this.piece = new float[source.channels()][(int) Math.max(1, (long) PIECE * PIECE / out)];
    }

    @Override
    public int sampleRate() {
        return source.sampleRate();
    }

    @Override
    public long length() {
        return source.length() < 0 ? -1 : lengthOf.applyAsLong(source.length());
    }

    @Override
    protected boolean more() throws IOException {
        if (ended) {
            return append(stream.flush());
        }
        int size = piece[0].length;
        int count = source.read(piece, 0, size);
        ended = count < size;
        append(stream.step(ended ? first(count) : piece));
        return true;
    }

    private float[][] first(int count) {
        return Arrays.stream(piece)
                .map(channel -> Arrays.copyOf(channel, count))
                .toArray(float[][]::new);
    }

    /** Whether there was anything. */
    private boolean append(float[][] ready) {
        append(ready, 0, ready[0].length);
        return ready[0].length > 0;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

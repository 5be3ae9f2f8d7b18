package dev.phasewright.vocoder.network;

import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/** A sound that goes through one {@link VocoderStream} a channel, all in step, while it is being read. */
final class VocodedSource implements SoundSource {
    private static final int PIECE = 1 << 13;

    private final SoundSource source;
    private final VocoderStream[] streams;
    private final float[][] piece;
    private final float[][] ready;
    private int from;
    private boolean ended;

    VocodedSource(SoundSource source, NetworkVocoder vocoder, Supplier<VocoderStream> stream) {
        int rate = vocoder.spec().stft().sampleRate();
        if (source.sampleRate() != rate) {
            throw new IllegalArgumentException("a sound at " + source.sampleRate() + " Hz does not fit a vocoder of "
                    + rate + " Hz: resample it first");
        }
        this.source = source;
        this.streams = new VocoderStream[source.channels()];
        Arrays.setAll(streams, c -> stream.get());
        this.piece = new float[streams.length][PIECE];
        this.ready = new float[streams.length][0];
    }

    @Override
    public int channels() {
        return streams.length;
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
        if (into.length != streams.length) {
            throw new IllegalArgumentException(into.length + " arrays of samples for " + streams.length + " channels");
        }
        int done = 0;
        while (done < count && (from < ready[0].length || more())) {
            int present = Math.min(count - done, ready[0].length - from);
            for (int c = 0; c < into.length; c++) {
                System.arraycopy(ready[c], from, into[c], offset + done, present);
            }
            from += present;
            done += present;
        }
        return done;
    }

    /** Makes the next samples ready, all those before being read; false if there are none. */
    private boolean more() throws IOException {
        while (from == ready[0].length) {
            if (ended) {
                return false;
            }
            int count = source.read(piece, 0, PIECE);
            ended = count == 0;
            for (int c = 0; c < streams.length; c++) {
                ready[c] = ended ? streams[c].finish() : streams[c].next(Arrays.copyOf(piece[c], count));
            }
            from = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

package dev.phasewright.vocoder.network;

import dev.phasewright.audio.stream.BufferedSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/** A sound that goes through one {@link VocoderStream} a channel, all in step, while it is being read. */
final class VocodedSource extends BufferedSource {
    private static final int PIECE = 1 << 13;

    private final SoundSource source;
    private final VocoderStream[] streams;
    private final float[][] piece;
    private boolean ended;

    VocodedSource(SoundSource source, NetworkVocoder vocoder, Supplier<VocoderStream> stream) {
        super(source.channels());
        int rate = vocoder.spec().stft().sampleRate();
        if (source.sampleRate() != rate) {
            throw new IllegalArgumentException("a sound at " + source.sampleRate() + " Hz does not fit a vocoder of "
                    + rate + " Hz: resample it first");
        }
        this.source = source;
        this.streams = new VocoderStream[source.channels()];
        Arrays.setAll(streams, c -> stream.get());
        this.piece = new float[streams.length][PIECE];
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
    protected boolean more() throws IOException {
        if (ended) {
            return false;
        }
        int count = source.read(piece, 0, PIECE);
        ended = count == 0;
        float[][] ready = new float[streams.length][];
        for (int c = 0; c < streams.length; c++) {
            ready[c] = ended ? streams[c].finish() : streams[c].next(Arrays.copyOf(piece[c], count));
        }
        append(ready, 0, ready[0].length);
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

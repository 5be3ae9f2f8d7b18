package dev.phasewright.audio.format;

import dev.phasewright.audio.stream.SoundSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of a sound's samples as a WAV file holds them, without its header. */
final class PcmStream extends InputStream {
    private static final int PIECE = 1 << 12;

    private final SoundSource source;
    private final WavWriter writer;
    private final float[][] piece;
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private byte[] waiting = {};
    private int from;

    PcmStream(SoundSource source, SampleFormat format) throws SoundFileException {
        this.source = source;
        this.writer = new WavWriter("the sound", source.channels(), source.sampleRate(), format);
        this.piece = new float[source.channels()][PIECE];
    }

    /** Whether there is another byte; then it waits. */
    private boolean fill() throws IOException {
        if (from == waiting.length) {
            int count = source.read(piece, 0, PIECE);
            encoded.reset();
            writer.encode(piece, 0, count, encoded);
            waiting = encoded.toByteArray();
            from = 0;
        }
        return from < waiting.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? waiting[from++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int present = Math.min(count, waiting.length - from);
        System.arraycopy(waiting, from, into, offset, present);
        from += present;
        return present;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

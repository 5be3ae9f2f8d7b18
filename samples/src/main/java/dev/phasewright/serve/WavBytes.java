package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A sound as the bytes of a 16-bit WAV file, which nobody changes. */
final class WavBytes {
    private static final int HEADER = 128;

    private final byte[] bytes;

    private WavBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static WavBytes of(Audio audio) {
        int size = HEADER + audio.channels() * audio.length() * SampleFormat.PCM_16.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        try {
            SoundFile.write(audio, out, SampleFormat.PCM_16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WavBytes(out.toByteArray());
    }

    int length() {
        return bytes.length;
    }

    /** A copy of all bytes. */
    byte[] toArray() {
        return bytes.clone();
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), read only. */
    ByteBuffer slice(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
    }
}

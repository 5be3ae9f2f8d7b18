package dev.phasewright.audio.format;

import dev.phasewright.audio.file.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A stream kept, so that it can be read at any position: readers look at a sound's end before its middle. It waits in a
 * temporary file that goes when it is closed; with the process at the latest.
 */
final class Spool {
    /** What no sound file that comes through a stream may exceed: as much as a WAV file can hold, 4 GB. */
    static final long MOST = 1L << 32;

    private static final int PIECE = 1 << 16;

    private Spool() {}

    static FileChannel of(InputStream in) throws IOException {
        Path file = TemporaryFiles.file(".sound");
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        }
        try {
            copy(in, channel);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    private static void copy(InputStream in, FileChannel channel) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count; (count = in.read(piece)) >= 0; ) {
            if (channel.position() + count > MOST) {
                throw new SoundFileException("the stream: holds more than 4 GB; save it to a file and read that");
            }
            write(ByteBuffer.wrap(piece, 0, count), channel);
        }
    }

    private static void write(ByteBuffer buffer, FileChannel channel) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw TemporaryFiles.failure(e);
        }
    }
}

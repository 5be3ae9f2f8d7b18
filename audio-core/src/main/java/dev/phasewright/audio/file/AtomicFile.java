package dev.phasewright.audio.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes a file that is either there in full or not at all: first under a name of its own ending in {@code .part}
 * beside the target, then moved over it.
 */
public final class AtomicFile {
    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all there is to write; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, whole or not at all. A symbolic link stays one; a device or a pipe is given a copy in the end.
     *
     * @throws IOException if it cannot be written; the message is one line that names the file and the remedy. What the
     *     content itself throws is passed on
     */
    public static void write(Path target, Content content) throws IOException {
        try (PartFile part = new PartFile(target)) {
            OutputStream out = new BufferedOutputStream(part, 1 << 16);
            content.writeTo(out);
            out.flush();
            part.moveIntoPlace();
        }
    }
}

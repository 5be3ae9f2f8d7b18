package dev.phasewright.audio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a file that is either there in full or not at all: first under a name of its own ending in {@code .part}
 * beside the target, then moved over it.
 */
public final class AtomicFile {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all there is to write; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, whole or not at all. What is no regular file (a device, a pipe) is written to directly; a symbolic
     * link stays one.
     *
     * @throws IOException if it cannot be written; the message is one line that names the file and the remedy
     */
    public static void write(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(target + ": is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(target + ": no folder " + folder + " to write to; create it first");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                // A device or a pipe is written to; a move would replace it.
                fill(Files.newOutputStream(target), content);
                return;
            }
            replace(Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target, content);
        } catch (AccessDeniedException e) {
            throw new IOException(target + ": cannot be written, permission denied; choose another folder", e);
        } catch (SoundFileException e) {
            // The content's own complaint, in words already.
            throw e;
        } catch (IOException e) {
            throw new IOException(target + ": cannot be written (" + reason(e) + "); choose another place", e);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        String partName = "%s.%d-%d.part"
                .formatted(target.getFileName(), ProcessHandle.current().pid(), SERIAL.incrementAndGet());
        Path part = target.resolveSibling(partName);
        try {
            fill(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), content);
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void fill(OutputStream raw, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
            content.writeTo(out);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder is gone";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}

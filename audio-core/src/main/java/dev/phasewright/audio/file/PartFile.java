package dev.phasewright.audio.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file under construction: filled beside its target under a name of its own ending in {@code .part}, then moved over
 * it or thrown away. Where the target is a device or a pipe, which a move would replace, it is filled among the temporary
 * files and copied. Every failure is an {@link IOException} whose message names the target and the remedy.
 */
public final class PartFile extends OutputStream {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    /** Whether it is filled among the temporary files. */
    private final boolean temporary;

    public PartFile(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(target + ": is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(target + ": no folder " + folder + " to write to; create it first");
        }
        this.target = target;
        this.temporary = isDevice();
        String suffix = String.format(
                Locale.ROOT, ".%d+%d.part", ProcessHandle.current().pid(), SERIAL.incrementAndGet());
        try {
            part = temporary
                    ? TemporaryFiles.file(".part")
                    : Files.createFile(place().resolveSibling(PartName.of("", target, suffix)));
            channel = FileChannel.open(part, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw explained(e);
        }
    }

    private boolean isDevice() {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    /** Where a link leads, so that it stays one. */
    private Path place() throws IOException {
        return Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw temporary ? TemporaryFiles.failure(e) : explained(e);
        }
    }

    /** Writes these bytes over the file's first ones. */
    public void rewrite(byte[] bytes) throws IOException {
        try {
            channel.position(0);
        } catch (IOException e) {
            throw explained(e);
        }
        write(bytes);
    }

    /**
     * Closes the file and makes it the target, which is the old one or this one, whole, even after a power cut: at once, or
     * in an {@link AtomicFolder} once that is finished.
     */
    public void moveIntoPlace() throws IOException {
        try {
            boolean alone = !AtomicFolder.isUnfinished(target);
            if (alone) {
                channel.force(true);
            }
            channel.close();
            if (isDevice()) {
                try (OutputStream out = Files.newOutputStream(target)) {
                    Files.copy(part, out);
                }
                return;
            }
            if (alone) {
                Durability.move(part, place());
            } else {
                Files.move(part, place(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Throws the file away, unless it was moved. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private IOException explained(IOException e) {
        if (e instanceof AccessDeniedException) {
            return new IOException(target + ": cannot be written, permission denied; choose another folder", e);
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (e instanceof NoSuchFileException) {
            reason = "its folder is gone";
        } else if (reason == null) {
            reason = e.getClass().getSimpleName();
        }
        return new IOException(target + ": cannot be written (" + reason + "); choose another place", e);
    }
}

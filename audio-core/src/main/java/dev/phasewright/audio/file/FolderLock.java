package dev.phasewright.audio.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that one process at a time works in. The lock is the system's, so it ends with the process, however that
 * ends; the file that carries it may be left behind by a kill, and locks nothing then.
 */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @param folder that is there
     * @param holder who may have it already, such as "another training", for the message
     * @throws IOException if somebody else holds it, or it cannot be written; the message is one line that names the
     *     folder and the remedy
     */
    public static FolderLock of(Path folder, String holder) throws IOException {
        Path file = folder.resolve(NAME);
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!take(channel, folder)) {
                channel.close();
                throw new IOException(
                        folder + ": " + holder + " is at work in it; wait for its end, or choose another folder");
            }
            // Whoever had it may have removed the file after it was opened here; then it locks nothing.
            if (Files.exists(file)) {
                return new FolderLock(file, channel);
            }
            channel.close();
        }
    }

    private static boolean take(FileChannel channel, Path folder) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw new IOException(folder + ": cannot be locked (" + e.getMessage() + "); choose another folder", e);
        }
    }

    /** Gives the folder free and removes the lock's file. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
        }
    }
}

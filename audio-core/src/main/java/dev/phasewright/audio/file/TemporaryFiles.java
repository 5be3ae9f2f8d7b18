package dev.phasewright.audio.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The system's temporary files, wherever they are. That none can be made or filled there is told in one line with the
 * remedy, for whoever asked for a sound knows nothing of them.
 */
public final class TemporaryFiles {
    private static final String PREFIX = "phasewright-";

    private TemporaryFiles() {}

    /**
     * Makes an empty file, which is the caller's to delete.
     *
     * @param suffix how its name ends
     * @throws IOException naming where, and the remedy, if it cannot be made
     */
    public static Path file(String suffix) throws IOException {
        try {
            return Files.createTempFile(PREFIX, suffix);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Makes an empty folder, which is the caller's to delete.
     *
     * @param purpose a word of its name, perhaps none
     * @throws IOException naming where, and the remedy, if it cannot be made
     */
    public static Path folder(String purpose) throws IOException {
        try {
            return Files.createTempDirectory(PREFIX + purpose);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What is told where a temporary file cannot be made, or not be filled. */
    public static IOException failure(IOException cause) {
        String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
        if (cause instanceof NoSuchFileException) {
            reason = "no such folder";
        } else if (reason == null) {
            reason = "permission denied";
        }
        return new IOException(
                System.getProperty("java.io.tmpdir") + ": temporary files cannot be written there (" + reason
                        + "); make it a writable folder with room, or name another by"
                        + " JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                cause);
    }
}

package dev.phasewright.audio.file;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that is gone when it is closed, with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path = TemporaryFiles.folder("");

    /**
     * Makes one among the system's temporary files.
     *
     * @throws IOException naming where, and the remedy, if it cannot be made
     */
    public TemporaryFolder() throws IOException {}

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Deletes it.
     *
     * @throws IOException if something in it cannot be deleted
     */
    @Override
    public void close() throws IOException {
        FolderTree.remove(path);
    }
}

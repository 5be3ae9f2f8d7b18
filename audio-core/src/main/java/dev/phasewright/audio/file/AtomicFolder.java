package dev.phasewright.audio.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder that is either there in full or not at all: a hidden sibling of the place it is for, moved there by
 * {@link #finish} and removed by {@link #close}, or by the end of the process, otherwise. Several may be in the making
 * for the same place, in one process or in many.
 */
public final class AtomicFolder implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Those of this process. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    private final Path given;
    private final Path target;
    private final Path building;
    private final Thread removal = new Thread(this::abandon, "remove unfinished folder");
    private volatile boolean abandoned;

    private AtomicFolder(Path given, Path target, Path building) {
        this.given = given;
        this.target = target;
        this.building = building;
    }

    /**
     * Begins a folder.
     *
     * @param folder where it is to be in the end
     * @throws IOException if there is no folder to put it in, or that one cannot be written to
     */
    public static AtomicFolder beside(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path name = target.getFileName();
        Path parent = target.getParent();
        if (name == null || parent == null || !Files.isDirectory(parent)) {
            throw new IOException(folder + ": no folder " + parent + " to put it in; create it first");
        }
        if (!Files.isWritable(parent)) {
            throw new IOException(folder + ": the folder " + parent + " is not writable; choose another");
        }
        String suffix = "." + ProcessHandle.current().pid() + "." + COUNT.incrementAndGet() + ".part";
        Path building = target.resolveSibling(PartName.of(".", target, suffix));
        Files.createDirectory(building);
        AtomicFolder made = new AtomicFolder(folder, target, building);
        UNFINISHED.add(building);
        Runtime.getRuntime().addShutdownHook(made.removal);
        return made;
    }

    /** Whether a file lies in a folder that is not finished: it need not be safe before that is. */
    static boolean isUnfinished(Path file) {
        for (Path at = file.toAbsolutePath().getParent(); at != null && !UNFINISHED.isEmpty(); at = at.getParent()) {
            if (UNFINISHED.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Where to write meanwhile. */
    public Path path() {
        return building;
    }

    /** Whether the process is ending, and the folder with it. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Moves the folder to its place, once all that is in it is safe from a power cut.
     *
     * @param replace whether what stands there may go; it is removed only when the new folder is in its place. A folder
     *     cannot be replaced at a stroke: cut off between two renames, both are there whole, each beside the place
     * @throws IOException if something stands there that may not go, or the disk fails
     */
    public void finish(boolean replace) throws IOException {
        if (!Files.exists(target)) {
            Durability.forceTree(building);
            try {
                Durability.move(building, target);
                return;
            } catch (FileSystemException e) {
                if (!Files.exists(target)) {
                    throw e;
                }
                // Another has been finished for the same place meanwhile.
            }
        }
        if (!replace) {
            throw new IOException(given + ": exists by now; add --force to replace it");
        }
        Path old = building.resolveSibling(PartName.of("", building, ".old"));
        Durability.forceTree(building);
        Durability.move(target, old);
        Durability.move(building, target);
        FolderTree.remove(old);
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        UNFINISHED.remove(building);
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            return; // The process is ending, and the hook is at work.
        }
        if (Files.exists(building)) {
            FolderTree.remove(building);
        }
    }

    private void abandon() {
        abandoned = true;
        // Whoever fills it may still write while this runs.
        for (int i = 0; i < 20 && Files.exists(building); i++) {
            try {
                FolderTree.remove(building);
            } catch (IOException e) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException stop) {
                    return;
                }
            }
        }
    }
}

package dev.phasewright.audio.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The order in which things have to reach the disk to outlast a power cut. What was written to a file is safe once the
 * file is forced; that a file was made, renamed or deleted is safe once its folder is forced, and not before: without
 * that, a system may keep a rename and lose what was renamed (Pillai et al. 2014, "All File Systems Are Not Created
 * Equal").
 */
public final class Durability {
    private Durability() {}

    /** Makes what was made, renamed and deleted in a folder safe, where the system has a way to; Windows has none. */
    public static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system opens a folder. There its own journal has to do.
            return;
        }
    }

    /**
     * Makes a folder and whatever is missing above it, safely.
     *
     * @throws IOException if it cannot be made
     */
    public static void createDirectories(Path folder) throws IOException {
        Path missing = folder.toAbsolutePath();
        Path there = missing.getParent();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path at = missing.getParent(); at != null; at = at.getParent()) {
            force(at);
            if (at.equals(there)) {
                return;
            }
        }
    }

    /** Makes all files and folders below a folder safe, and the folder itself. */
    public static void forceTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                force(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Renames what is safe under its old name, at once where the system can, and makes that safe.
     *
     * @param to its new place; a file that is there is replaced
     * @throws IOException if it cannot be renamed
     */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }
}

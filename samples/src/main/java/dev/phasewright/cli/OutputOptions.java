package dev.phasewright.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The rules of output files, for every subcommand that writes some: {@code -} is stdout, an existing file is refused
 * without {@code --force}, a missing folder is named. Use as a picocli mixin; call {@link #check} before the work and
 * {@link #write} after it.
 */
final class OutputOptions {
    private static final Path STDOUT = Path.of("-");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; - is stdout.")
    private Path output;

    @Option(names = "--force", description = "Replace what exists.")
    private boolean force;

    /** What fills a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** What {@code -o} says, or {@code otherwise} if it is not given. */
    Path orElse(Path otherwise) {
        return output == null ? otherwise : output;
    }

    /** Whether a path means stdout. */
    static boolean isStdout(Path path) {
        return path.equals(STDOUT);
    }

    /**
     * Refuses an output that could not be written, before any work is spent on it.
     *
     * @return the same path
     * @throws IOException if it exists and there is no {@code --force}, is a folder, or has no folder to be in
     */
    Path check(Path path) throws IOException {
        check(path, force);
        return path;
    }

    /** {@link #check(Path)} for commands that have a {@code --force} of their own. */
    static void check(Path path, boolean force) throws IOException {
        if (isStdout(path)) {
            return;
        }
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder; name a file in it");
        }
        if (Files.exists(path) && !force && !isDevice(path)) {
            throw new IOException(path + ": exists already; add --force to replace it");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(path + ": no folder " + folder + " to write to; create it first");
        }
        if (!Files.isWritable(folder) && !isDevice(path)) {
            throw new IOException(path + ": the folder " + folder + " is not writable; choose another");
        }
    }

    /** Checks several files at once, as {@link #check} does. */
    List<Path> checkAll(List<Path> paths) throws IOException {
        for (Path path : paths) {
            check(path);
        }
        return paths;
    }

    /** Checks once more, then writes; what is not a regular file (stdout, a pipe) gets a copy of a temporary one. */
    void write(Path path, Content content) throws IOException {
        check(path);
        if (!isStdout(path) && !isDevice(path)) {
            content.writeTo(path);
            return;
        }
        Path folder = Files.createTempDirectory("phasewright");
        Path file = folder.resolve("output");
        try {
            content.writeTo(file);
            if (isStdout(path)) {
                Files.copy(file, System.out);
                if (System.out.checkError()) {
                    throw new IOException("stdout: closed before all was written");
                }
            } else {
                try (OutputStream device = Files.newOutputStream(path)) {
                    Files.copy(file, device);
                }
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
}

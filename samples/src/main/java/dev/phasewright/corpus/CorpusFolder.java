package dev.phasewright.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A corpus under construction: a hidden sibling of the folder it is for, moved there by {@link #finish} and removed by
 * {@link #close} or by the end of the process otherwise.
 */
final class CorpusFolder implements AutoCloseable {
    static final String MANIFEST = "manifest.csv";
    static final String REPORT = "corpus.json";

    private static final String SCRATCH = ".scratch";

    private final Path target;
    private final Path building;
    private final Thread removal = new Thread(this::abandon, "remove unfinished corpus");
    private volatile boolean abandoned;

    private CorpusFolder(Path target, Path building) {
        this.target = target;
        this.building = building;
    }

    /** Makes the sibling, once {@code folder} is known to be free or replaceable. */
    static CorpusFolder beside(Path folder, boolean replace) throws IOException {
        check(folder, replace);
        Path target = folder.toAbsolutePath().normalize();
        Path name = target.getFileName();
        if (name == null || !Files.isDirectory(target.getParent())) {
            throw new IOException(folder + ": no folder " + target.getParent() + " to put it in; create it first");
        }
        Path building =
                target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
        Files.createDirectory(building);
        CorpusFolder corpus = new CorpusFolder(target, building);
        Runtime.getRuntime().addShutdownHook(corpus.removal);
        return corpus;
    }

    private static void check(Path folder, boolean replace) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": exists and is not a folder; choose another");
        }
        if (isEmpty(folder)) {
            return;
        }
        if (!Files.isRegularFile(folder.resolve(REPORT))) {
            throw new IOException(folder + ": holds something that is not a Phasewright corpus; choose another folder");
        }
        if (!replace) {
            throw new IOException(folder + ": holds a corpus already; add --force to replace it");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Makes the folders of the classes in each part. */
    void makeFolders(List<String> classes) throws IOException {
        for (Split split : Split.values()) {
            for (String name : classes) {
                Files.createDirectories(building.resolve(split.folder()).resolve(name));
            }
        }
    }

    /** A folder for what programs need meanwhile; it is no part of the finished corpus. */
    Path scratch() throws IOException {
        return Files.createDirectories(building.resolve(SCRATCH));
    }

    /** Where to write. */
    Path path() {
        return building;
    }

    /** Whether the process is ending, and the folder with it. */
    boolean abandoned() {
        return abandoned;
    }

    /** Writes the manifest; returns the file. */
    Path writeManifest(String columns, List<ManifestRow> rows) throws IOException {
        StringBuilder csv = new StringBuilder(ManifestRow.header(columns)).append('\n');
        for (ManifestRow row : rows) {
            csv.append(row.csv()).append('\n');
        }
        return Files.writeString(building.resolve(MANIFEST), csv);
    }

    void writeReport(CorpusReport report) throws IOException {
        String json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        Files.writeString(building.resolve(REPORT), json + "\n");
    }

    /** Moves the finished corpus to its place; an older one is removed only when the new one stands there. */
    void finish() throws IOException {
        remove(scratch());
        Path old = building.resolveSibling(building.getFileName() + ".old");
        boolean replaces = Files.exists(target);
        if (replaces) {
            Files.move(target, old);
        }
        Files.move(building, target);
        if (replaces) {
            remove(old);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            return; // The process is ending, and the hook is at work.
        }
        if (Files.exists(building)) {
            remove(building);
        }
    }

    private void abandon() {
        abandoned = true;
        // The workers may still finish a clip each while this runs.
        for (int i = 0; i < 20 && Files.exists(building); i++) {
            try {
                remove(building);
            } catch (IOException e) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException stop) {
                    return;
                }
            }
        }
    }

    private static void remove(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package dev.phasewright.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path = Files.createTempDirectory("phasewright-");

    public TemporaryFolder() throws IOException {}

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

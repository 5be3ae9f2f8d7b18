package dev.phasewright.cli.console;

import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.model.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where figures go, for every subcommand that tells some: a table to stdout and, if wanted, all of them to a JSON file.
 * Use as a picocli mixin.
 */
public final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Keep all figures as JSON, too.")
    private Path json;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Mixin
    private Console console;

    /**
     * Refuses a file that could not be written, before any work is spent on its figures.
     *
     * @throws IOException as {@link OutputOptions#check(Path, boolean)} does
     */
    public void check() throws IOException {
        check(json);
    }

    /**
     * The same for another file that the subcommand writes.
     *
     * @param file null if it is not wanted
     * @throws IOException as {@link OutputOptions#check(Path, boolean)} does
     */
    public void check(@Nullable Path file) throws IOException {
        if (file != null) {
            OutputOptions.check(file, force);
        }
    }

    /** Prints the table, and keeps the figures if that is wanted. */
    public void tell(String table, Object figures) throws IOException {
        console.out().print(table);
        console.out().flush();
        if (json != null) {
            JsonFile.write(json, figures);
        }
    }

    /**
     * Keeps a text, such as a table as CSV.
     *
     * @param file null if it is not wanted
     * @throws IOException if it cannot be written
     */
    public void keep(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}

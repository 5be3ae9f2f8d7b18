package dev.phasewright.cli.console;

import dev.phasewright.model.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where figures go, for every subcommand that tells some: a table to stdout and, if wanted, all of them to a JSON file.
 * Use as a picocli mixin.
 */
public final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Keep all figures as JSON, too.")
    private Path json;

    @Mixin
    private Console console;

    /**
     * Refuses a file that could not be written, before any work is spent on its figures.
     *
     * @param force whether it may replace one
     * @throws IOException as {@link OutputOptions#check(Path, boolean)} does
     */
    public void check(boolean force) throws IOException {
        if (json != null) {
            OutputOptions.check(json, force);
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
}

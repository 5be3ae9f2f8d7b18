package dev.phasewright.cli.console;

import picocli.CommandLine.Option;

/** The one seed of a subcommand that draws many things. Use as a picocli mixin. */
public final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The seed. */
    public long seed() {
        return seed;
    }
}

package dev.phasewright.cli.console;

import picocli.CommandLine.Option;

/** The model that a subcommand generates with. Use as a picocli mixin. */
public final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model to generate with (default: ${DEFAULT-VALUE}).")
    private String model;

    /** Its name, or its folder. */
    public String name() {
        return model;
    }
}

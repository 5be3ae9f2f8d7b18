package dev.phasewright.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright corpus}: the corpora that Phasewright makes for itself. */
@Command(
        name = "corpus",
        description = "Make a corpus to train on.",
        synopsisSubcommandLabel = "KIND",
        subcommands = DigitsCommand.class,
        footer = {"", "Example:", "  phasewright corpus digits --out digits"})
final class CorpusCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "corpus of what? There is: digits");
    }
}

package dev.phasewright.cli.corpus;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phasewright corpus}: the corpora that Phasewright makes for itself. */
@Command(
        name = "corpus",
        description = {"Make a corpus to train on.", ""},
        synopsisSubcommandLabel = "KIND",
        subcommands = {
            DigitsCommand.class,
            VoicesCommand.class,
            InstrumentsCommand.class,
            EdgesCommand.class,
            NotesCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out digits",
            "  phasewright corpus voices --out voices"
        })
public final class CorpusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

package dev.phasewright.cli.study;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phasewright study}: the measurements behind decisions, for whoever wants to repeat them. */
@Command(
        name = "study",
        description = {"Repeat a measurement that a decision rests on.", ""},
        synopsisSubcommandLabel = "KIND",
        subcommands = {SpecStudyCommand.class, PhaseStudyCommand.class, HealingStudyCommand.class},
        footer = {"", "Example:", "  phasewright study spec --clips 8", "  phasewright study phase voices/test"})
public final class StudyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

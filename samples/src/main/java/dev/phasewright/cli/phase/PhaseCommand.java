package dev.phasewright.cli.phase;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phasewright phase}: the phase laboratory. */
@Command(
        name = "phase",
        description = {
            "The phase laboratory: what is left of a sound whose phases are taken away.",
            "",
            "Sounds of any length are worked on piece by piece, but for --window whole, which takes them at once. What "
                    + "comes out is brought to the level of its original, which is told, since the louder of two "
                    + "sounds seems the better one.",
            ""
        },
        synopsisSubcommandLabel = "TOOL",
        subcommands = {
            PhaseRandomizeCommand.class,
            PhaseSwapCommand.class,
            PhaseOnlyCommand.class,
            PhaseReconstructCommand.class,
            PhaseStretchCommand.class,
            PhaseSweepCommand.class,
            PhaseSignalCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase randomize speech.wav -o rough.wav",
            "  phasewright phase randomize speech.wav --window whole -o smear.wav",
            "  phasewright phase swap one.wav other.wav --window 1000 -o swapped",
            "  phasewright phase stretch song.flac --factor 8 -o slow.wav"
        })
public final class PhaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

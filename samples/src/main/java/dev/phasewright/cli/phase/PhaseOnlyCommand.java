package dev.phasewright.cli.phase;

import dev.phasewright.vocoder.lab.PhaseOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase only}: all magnitudes alike, phases as they were. */
@Command(
        name = "only",
        description = {
            "Keep a sound's phases, and make all its magnitudes alike.",
            "",
            "Of the whole sound at once (the default) the words are left, in noise, for phases tell when something "
                    + "happens; in short windows little is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase only speech.wav -o when.wav",
            "  phasewright phase only speech.wav --window 32 -o little.wav"
        })
final class PhaseOnlyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Mixin
    private FramingOptions framing = new FramingOptions("whole");

    @Mixin
    private PhaseOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PhaseOnly tool = new PhaseOnly(framing.framing());
        return new PhaseJob(spec, output)
                .run(file, tool, tool.framing(), "-phase-only", "phase only; " + tool.framing());
    }
}

package dev.phasewright.cli.phase;

import dev.phasewright.vocoder.lab.PhaseStretch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase stretch}: extreme stretching by random phases. */
@Command(
        name = "stretch",
        description = {
            "Stretch a sound in time by random phases, as Paulstretch does.",
            "",
            "Pitch stays; what is shorter than the window is smeared into a texture. The result's length is told "
                    + "before it is written: a minute a thousand times as long is most of a day.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase stretch song.flac --factor 8 -o slow.wav",
            "  phasewright phase stretch a.wav --factor 100 --window 1000 -o drone.wav"
        })
final class PhaseStretchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Option(
            names = "--factor",
            paramLabel = "X",
            defaultValue = "8",
            description = "How many times as long it becomes, from 0.5 to 1000 (default: ${DEFAULT-VALUE}).")
    private double factor;

    @Mixin
    private FramingOptions framing = new FramingOptions("250");

    @Option(
            names = "--link",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Give all channels the same phases, so that what was in the middle stays there; --no-link makes it "
                            + "wide (default: --link).")
    private boolean link;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PhaseOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PhaseStretch tool = FramingOptions.checked(spec, () -> new PhaseStretch(factor, framing.framing(), link, seed));
        return new PhaseJob(spec, output).run(file, tool, tool.framing(), "-stretched", tool.toString());
    }
}

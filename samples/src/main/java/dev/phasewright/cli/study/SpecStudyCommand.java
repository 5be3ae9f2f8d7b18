package dev.phasewright.cli.study;

import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.study.SpecStudy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright study spec}: what each choice of transform and mel bands costs and loses. */
@Command(
        name = "spec",
        description = {
            "Compare transforms and mel bands: cost against what is lost.",
            "",
            "Each candidate's true magnitudes, and true mel bands, are turned back into sound by fast Griffin-Lim; the "
                    + "table (Markdown, on stdout) has spectral convergence, log-spectral distance and ESTOI. Of each "
                    + "sound the first 1.5 s count, mixed to mono at 16 kHz. Without sounds, eSpeak NG speaks digits.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study spec --clips 8",
            "  phasewright study spec speech/*.flac > study.md"
        })
final class SpecStudyCommand implements Callable<Integer> {
    private static final int LONGEST = 24_000;

    @Mixin
    private StudyOptions options;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "32",
            description = "Iterations of Griffin-Lim (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        options.check();
        if (iterations < 0) {
            throw new ParameterException(spec.commandLine(), "--iterations must not be negative, not " + iterations);
        }
        SpecStudy study = new SpecStudy(options.read(LONGEST), GriffinLim.fast(iterations), options.seed());
        options.table(SpecStudy.heading(), SpecStudy.candidates(), "candidates", row -> study.measure(row)
                .line());
        return 0;
    }
}

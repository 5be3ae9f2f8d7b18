package dev.phasewright.cli.study;

import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.study.PhaseStudy;
import dev.phasewright.vocoder.study.SpecStudy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright study}: the measurements behind decisions, for whoever wants to repeat them. */
@Command(
        name = "study",
        description = {"Repeat a measurement that a decision rests on.", ""},
        synopsisSubcommandLabel = "KIND",
        subcommands = {
            StudyCommand.Features.class,
            StudyCommand.Phase.class,
            HealingStudyCommand.class,
            JudgeStudyCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study spec --clips 8",
            "  phasewright study phase voices/test",
            "  phasewright study judges digits"
        })
public final class StudyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

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
    static final class Features implements Callable<Integer> {
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
                throw new ParameterException(
                        spec.commandLine(), "--iterations must not be negative, not " + iterations);
            }
            SpecStudy study = new SpecStudy(options.read(LONGEST), GriffinLim.fast(iterations), options.seed());
            options.table(SpecStudy.heading(), SpecStudy.candidates(), "candidates", row -> study.measure(row)
                    .line());
            return 0;
        }
    }

    /** {@code phasewright study phase}: the classical methods at the transforms they were published with. */
    @Command(
            name = "phase",
            description = {
                "Hold the classical phase reconstructions against figures of others.",
                "",
                "Sounds lose their phase and get it back from their true magnitudes, by each method at each transform of which "
                        + "a figure was published, or of fast Griffin-Lim measured by us with torchaudio; the table "
                        + "(Markdown, on stdout) has both. Of each sound the first 3 s count, mixed to mono at 16 kHz.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study phase voices/test",
                "  phasewright study phase speech/*.flac --clips 8"
            })
    static final class Phase implements Callable<Integer> {
        private static final int LONGEST = 48_000;

        @Mixin
        private StudyOptions options;

        @Override
        public Integer call() throws IOException {
            options.check();
            PhaseStudy study = new PhaseStudy(options.read(LONGEST), options.seed());
            options.table(PhaseStudy.heading(), PhaseStudy.references(), "methods", row -> study.measure(row)
                    .line());
            return 0;
        }
    }
}

package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.generator.HealingStudy;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.study.PhaseStudy;
import dev.phasewright.vocoder.study.SpecStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study}: the measurements behind decisions, for whoever wants to repeat them. */
@Command(
        name = "study",
        description = {"Repeat a measurement that a decision rests on.", ""},
        synopsisSubcommandLabel = "KIND",
        subcommands = {
            StudyCommand.Features.class,
            StudyCommand.Phase.class,
            StudyCommand.Healing.class,
            FrequencyStudies.Spectrum.class,
            FrequencyStudies.Causality.class,
            JudgeStudies.Measures.class,
            MemoryStudies.Machines.class,
            MemoryStudies.Memory.class,
            RivalStudies.Sound.class,
            RivalStudies.Words.class,
            JudgeStudies.Work.class,
            SeparationStudyCommand.class,
            LearningStudies.Slivers.class,
            LearningStudies.Transfer.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study spec --clips 8",
            "  phasewright study phase voices/test",
            "  phasewright study judges digits",
            "  phasewright study spectrum digits --model digits",
            "  phasewright study causality digits --data digits",
            "  phasewright study machines digits --data digits",
            "  phasewright study memory digits",
            "  phasewright study finegrain seven.wav --rival my-rival",
            "  phasewright study outline digits --rival my-rival",
            "  phasewright study crossover my-digits my-rival --data digits",
            "  phasewright study separate digits",
            "  phasewright study slivers my-model --data digits",
            "  phasewright study transfer digits --others notes"
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
                        + "sound the first 1.5 s count, mixed to mono. Without sounds, eSpeak NG speaks digits.",
                "",
                "At 44100 Hz, which is for strokes on drums, there is also what is left of the onset: how many times as long "
                        + "as before it takes from a tenth of the peak to nine tenths, and the energy of 10 ms before "
                        + "the onset relative to 10 ms after it, in dB; both are medians.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study spec --clips 8",
                "  phasewright study spec speech/*.flac > study.md",
                "  phasewright study spec drums/validation --rate 44100"
            })
    static final class Features implements Callable<Integer> {
        private static final double LONGEST_SECONDS = 1.5;
        private static final int SPEECH = 16_000;
        private static final int WHOLE_BAND = 44_100;

        @Mixin
        private StudyOptions options;

        @Option(
                names = "--rate",
                paramLabel = "HZ",
                defaultValue = "16000",
                description = "The rate of the candidates, 16000 or 44100 (default: ${DEFAULT-VALUE}).")
        private int rate;

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
            if (rate != SPEECH && rate != WHOLE_BAND) {
                throw new ParameterException(spec.commandLine(), "--rate must be 16000 or 44100, not " + rate);
            }
            SpecStudy study =
                    new SpecStudy(options.read(rate, LONGEST_SECONDS), GriffinLim.fast(iterations), options.seed());
            options.table(SpecStudy.heading(rate), SpecStudy.candidates(rate), "candidates", row -> study.measure(row)
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
        private static final int SAMPLE_RATE = 16_000;
        private static final double LONGEST_SECONDS = 3;

        @Mixin
        private StudyOptions options;

        @Override
        public Integer call() throws IOException {
            options.check();
            PhaseStudy study = new PhaseStudy(options.read(SAMPLE_RATE, LONGEST_SECONDS), options.seed());
            options.table(PhaseStudy.heading(), PhaseStudy.references(), "methods", row -> study.measure(row)
                    .line());
            return 0;
        }
    }

    /** {@code phasewright study healing}: what a model makes of damage done to it on its way. */
    @Command(
            name = "healing",
            description = {
                "See up to which step a model mends what is damaged while it samples.",
                "",
                "At a noise level, the middle quarter of each clip is exchanged for that of another clip of another class, at "
                        + "the same level. The steps that are left make something of it. The table (Markdown, on stdout) "
                        + "has how many clips the judge still takes for what they were to be, and how much the spectrum "
                        + "moves at the damage's edges, as a multiple of what it does elsewhere. It is done by the model's "
                        + "own sampler, by the same with a restart after the damage (down to σ = 1, or as far as the "
                        + "damage, then back to 20 and down again), and by one that adds a little noise at each step.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study healing digits",
                "  phasewright study healing digits --count 500"
            })
    static final class Healing implements Callable<Integer> {
        @Parameters(
                paramLabel = "NAME|DIR",
                arity = "0..1",
                defaultValue = "digits",
                description = "The model (default: ${DEFAULT-VALUE}).")
        private String model;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                defaultValue = "judge-digits",
                description = "Who says what a clip is (default: ${DEFAULT-VALUE}).")
        private String judgeName;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "200",
                description = "Clips for each row (default: ${DEFAULT-VALUE}).")
        private int count;

        @Mixin
        private SeedOption seed;

        @Mixin
        private SamplingOptions sampling;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--count", count, 2, 10_000);
            ModelFolder folder = ModelFolder.find(model);
            GeneratorSpec described = GeneratorSpec.of(folder);
            SamplingPlan plan = sampling.plan(described, described.plan().deterministic());
            Path judgeFolder = ModelPath.find(judgeName);
            PyTorch.announce(console);
            try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, sampling.precision());
                    Judge judge = Judge.load(judgeFolder)) {
                HealingStudy study = new HealingStudy(generator, judge, count, seed.seed(), console::progress);
                study.requireSameClasses(judgeName, model);
                study.run(plan, console::print);
            }
            return 0;
        }
    }
}

package dev.phasewright.cli.evaluate;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.voice.VoiceEvaluation;
import dev.phasewright.evaluation.voice.VoiceReport;
import dev.phasewright.evaluation.voice.VoiceSpec;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright evaluate voice}: whether a fine-tuned generator speaks with the voice it was to learn. */
@Command(
        name = "voice",
        description = {
            "Measure whether a generator has the voice it was fine-tuned to.",
            "",
            "Each generated clip is compared with as many clips of that voice, held out from fine-tuning, as of other "
                    + "voices: of the test speakers of a corpus whose manifest tells who speaks. By which features is "
                    + "found from the corpus's training speakers; how often real clips are nearest to their own voice "
                    + "stands beside. Words are judged by the judge of \"evaluate\".",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out held --size 100 --seed 2 --speaker en-us-linda",
            "  phasewright evaluate voice linda-digits --like held --learned linda --data digits"
        })
public final class EvaluateVoiceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "The generator: a name or a folder.")
    private String model;

    @Option(
            names = "--like",
            paramLabel = "DIR",
            required = true,
            description = "Recordings of the voice that the generator has not learned from.")
    private Path like;

    @Option(
            names = "--learned",
            paramLabel = "DIR",
            description = "The recordings it has learned from, to look for copies of them.")
    private Path learned;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            converter = Typed.ClassName.class,
            split = ",",
            description = "The classes that should have the voice (default: all).")
    private List<String> classes;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            defaultValue = "digits",
            description = "A corpus of other voices with folders train and test (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--speaker-columns",
            paramLabel = "NAME",
            split = ",",
            defaultValue = Voices.COLUMN,
            description = "The columns of its manifest.csv that say who speaks (default: ${DEFAULT-VALUE}).")
    private List<String> columns;

    @Option(
            names = "--others",
            paramLabel = "N",
            defaultValue = "10",
            description = "Other voices (default: ${DEFAULT-VALUE}).")
    private int others;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "Clips to generate (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            defaultValue = "judge-digits",
            description = "The judge of words (default: ${DEFAULT-VALUE}).")
    private String judgeName;

    @Mixin
    private ReportOptions report;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || others < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--count and --others must be positive, not " + count + " and " + others);
        }
        sampling.check();
        report.check();
        ModelFolder folder = ModelFolder.find(model);
        SamplingPlan plan = sampling.plan(GeneratorSpec.of(folder));
        Path judgeFolder = ModelPath.find(judgeName);
        VoiceEvaluation evaluation = new VoiceEvaluation(
                new VoiceSpec(model, judgeName, like, learned, classes, data, columns, others, count, seed.seed()),
                console::progress);
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, sampling.precision());
                Judge judge = Judge.load(judgeFolder)) {
            VoiceReport found = evaluation.report(generator, judge, plan, sampling.describe(plan));
            report.tell(found.table(), found);
        }
        return 0;
    }

    /** A judge of who speaks beside the one of what is said. Use as a picocli mixin. */
    public static final class SpeakerJudge {
        @Option(
                names = "--speaker-judge",
                paramLabel = "NAME|DIR",
                description =
                        "A judge who knows who speaks in training clips, made by train judge --by variant (default: "
                                + "the one called as --judge is with -speakers behind it, if there is one). Its features "
                                + "are the space of voices then, and it counts them.")
        private @Nullable String name;

        /**
         * Where it is; null if none is asked for and none goes with the judge of what is said.
         *
         * @param judgeName what that one is called
         * @throws IOException if the one that is asked for is not there
         */
        public @Nullable Path folder(String judgeName) throws IOException {
            return name != null
                    ? ModelPath.find(name)
                    : ModelPath.known(judgeName + Judge.OF_SPEAKERS).orElse(null);
        }
    }
}

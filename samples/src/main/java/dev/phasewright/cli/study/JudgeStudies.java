package dev.phasewright.cli.study;

import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Stopwatch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.cli.evaluate.EvaluateVoiceCommand;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.generator.EvaluationCorpus;
import dev.phasewright.evaluation.generator.EvaluationSpec;
import dev.phasewright.evaluation.generator.GeneratorEvaluation;
import dev.phasewright.evaluation.generator.Judges;
import dev.phasewright.evaluation.sound.JudgeStudy;
import dev.phasewright.evaluation.sound.SoundReport;
import dev.phasewright.evaluation.theory.Crossover;
import dev.phasewright.evaluation.theory.TrainingWork;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The studies of judging: what its measures see, and what it says of the same work of training. */
final class JudgeStudies {
    private JudgeStudies() {}

    /** {@code phasewright study judges}: what each measure of a generator sees, and what it misses. */
    @Command(
            name = "judges",
            description = {
                "See what each measure of a generator sees, and what it misses.",
                "",
                "Real clips are damaged on purpose: fewer voices, blurred harmonics, a hiss, copies, a vocoder. Each such set "
                        + "is held against other real clips of the same speakers, by distances that do not depend on the "
                        + "number of clips, in three spaces of features (what is said, who says it, what it is like), and by "
                        + "classifiers that learn to tell the two sets apart: 50 %% is as well as real clips do. The first "
                        + "row is of undamaged clips against other speakers: it is what distances are divided by. All figures "
                        + "have the interval that chance leaves them.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study judges digits",
                "  phasewright study judges digits --model digits",
                "  phasewright study judges digits --count 600 --csv damage.csv"
            })
    static final class Measures implements Callable<Integer> {
        private static final int FEWEST = 10;
        private static final int MOST = 5000;

        @Parameters(
                paramLabel = "CORPUS",
                arity = "0..1",
                defaultValue = "digits",
                description = "A corpus with a folder train and a manifest.csv (default: ${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                defaultValue = "judge-digits",
                description = "Whose features are one of the spaces (default: ${DEFAULT-VALUE}).")
        private String judgeName;

        @Mixin
        private EvaluateVoiceCommand.SpeakerJudge speakerJudge;

        @Option(
                names = "--model",
                paramLabel = "NAME|DIR",
                description =
                        "A generator that has learned from the corpus: its clips are rows, too, as it makes them and with "
                                + "guidance 4.")
        private @Nullable String model;

        @Option(
                names = "--speaker-columns",
                paramLabel = "NAME",
                split = ",",
                defaultValue = Voices.COLUMN,
                description = "The columns of the manifest that say who speaks (default: ${DEFAULT-VALUE}).")
        private List<String> columns;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "400",
                description = "Clips of each set (default: ${DEFAULT-VALUE}).")
        private int count;

        @Option(names = "--no-two-sample", description = "Train no classifiers, which take minutes a row.")
        private boolean noTwoSample;

        @Mixin
        private SeedOption seed;

        @Mixin
        private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

        @Option(names = "--csv", paramLabel = "FILE", description = "Keep all figures as a table, too.")
        private Path csv;

        @Mixin
        private ReportOptions report;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--count", count, FEWEST, MOST);
            report.check();
            report.check(csv);
            Stopwatch watch = new Stopwatch();
            Path judgeFolder = ModelPath.find(judgeName);
            Path speakerFolder = speakerJudge.folder(judgeName);
            ModelFolder modelFolder = model == null ? null : ModelFolder.find(model);
            PyTorch.announce(console);
            try (Judge judge = Judge.load(judgeFolder);
                    Judge speakers = speakerFolder == null ? null : Judge.load(speakerFolder);
                    MagnitudeGenerator generator =
                            modelFolder == null ? null : MagnitudeGenerator.load(modelFolder, Precision.FLOAT32);
                    Vocoder toSound = vocoder.choose(judge.spec().features())
                            .open(judge.spec().features())) {
                if (generator != null) {
                    JudgeClasses.requireFeatures(
                            judge, judgeName, model, generator.spec().features(), "");
                }
                JudgeStudy study = new JudgeStudy(
                        new JudgeStudy.Spec(data, columns, count, !noTwoSample, seed.seed()),
                        judge,
                        speakers,
                        watch.observing(console));
                SoundReport found = study.report(toSound, generator);
                report.tell(found.table(), found);
                report.keep(csv, found.csv());
            }
            watch.tell(console);
            return 0;
        }
    }

    /** {@code phasewright study crossover}: what the same work brings to diffusion and to its rival. */
    @Command(
            name = "crossover",
            description = {
                "See what the same work of training brings to models of unlike kinds.",
                "",
                "Each model is evaluated as by evaluate, as sound, against training clips through the same vocoder; the "
                        + "table has the work of its training beside it, as its origin tells. A model that was trained on "
                        + "from another tells of its last training alone.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study crossover my-digits my-rival --data digits",
                "  phasewright study crossover early late rival-early rival-late --data digits --plot crossover.png"
            })
    static final class Work implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "NAME|DIR", description = "The models, of either kind.")
        private List<String> models;

        @Option(
                names = "--data",
                paramLabel = "CORPUS",
                defaultValue = "digits",
                description = "A corpus with folders train and test (default: ${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                defaultValue = EvaluationCorpus.DIGITS,
                description = "Who listens, made by train judge (default: ${DEFAULT-VALUE}).")
        private String judge;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "200",
                description = "Clips of each model (default: ${DEFAULT-VALUE}).")
        private int count;

        @Mixin
        private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--count", count, EvaluationCorpus.FEWEST, 10_000);
            outputs.check();
            List<ModelFolder> folders = new ArrayList<>();
            for (String model : models) {
                ModelFolder folder = ModelFolder.find(model);
                TrainingWork.in(model, origin(folder));
                folders.add(folder);
            }
            EvaluationCorpus corpus = EvaluationCorpus.in(data);
            PyTorch.announce(console);
            Stopwatch watch = new Stopwatch();
            List<Crossover.Row> rows = new ArrayList<>();
            try (Judge listening = Judge.load(ModelPath.find(judge));
                    Vocoder toSound = vocoder.choose(listening.spec().features())
                            .open(listening.spec().features())) {
                for (ModelFolder folder : folders) {
                    GeneratorEvaluation evaluation = new GeneratorEvaluation(
                            asked(folder, corpus),
                            corpus,
                            features(folder),
                            origin(folder),
                            new Judges(listening, null),
                            watch.observing(console));
                    rows.add(row(folder, evaluation, toSound));
                }
            }
            Crossover found = new Crossover(data.toString(), judge, count, outputs.seed(), rows);
            outputs.tell(found.table(), found, found.csv(), found::draw);
            return 0;
        }

        private EvaluationSpec asked(ModelFolder folder, EvaluationCorpus corpus) throws IOException {
            return new EvaluationSpec(
                    folder.name(),
                    judge,
                    corpus.count(count),
                    outputs.seed(),
                    true,
                    false,
                    List.of(Voices.COLUMN),
                    false,
                    false,
                    false);
        }

        private static Crossover.Row row(ModelFolder folder, GeneratorEvaluation evaluation, Vocoder toSound)
                throws IOException {
            if (folder.isOf(AutoregressiveSpec.KIND)) {
                try (AutoregressiveGenerator writer = AutoregressiveGenerator.load(folder, Precision.FLOAT32)) {
                    return Crossover.Row.of(
                            Crossover.kind(writer.spec()),
                            writer.spec().origin(),
                            evaluation.report(writer, AutoregressiveGenerator.TEMPERATURE, "", toSound));
                }
            }
            try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, Precision.FLOAT32)) {
                return Crossover.Row.of(
                        "diffusion",
                        generator.spec().origin(),
                        evaluation.report(generator, generator.plan(), "", toSound));
            }
        }

        private static MelSpec features(ModelFolder folder) throws IOException {
            return folder.isOf(AutoregressiveSpec.KIND)
                    ? AutoregressiveSpec.of(folder).features()
                    : GeneratorSpec.of(folder).features();
        }

        private static Map<String, String> origin(ModelFolder folder) throws IOException {
            return folder.isOf(AutoregressiveSpec.KIND)
                    ? AutoregressiveSpec.of(folder).origin()
                    : GeneratorSpec.of(folder).origin();
        }
    }
}

package dev.phasewright.cli;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.diffusion.GeneratorSpec;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.judge.Closeness;
import dev.phasewright.spectrogram.judge.InceptionScore;
import dev.phasewright.spectrogram.judge.Judge;
import dev.phasewright.spectrogram.judge.Scores;
import dev.phasewright.spectrogram.judge.Verdicts;
import dev.phasewright.spectrogram.learn.Checkpoint;
import dev.phasewright.spectrogram.learn.Recordings;
import dev.phasewright.vocoder.ModelPath;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright evaluate}: a generator in figures, beside what real clips score. */
@Command(
        name = "evaluate",
        subcommands = EvaluateVocoderCommand.class,
        description = {
            "Judge a generator by figures, beside what real clips score.",
            "",
            "As many clips are generated as there are test clips to compare them with, and judged as magnitudes and "
                    + "once more as sound. The row \"train against test\" says what real clips of other speakers "
                    + "score. At last every training clip is compared with what was generated: copies show.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright evaluate digits --data digits",
            "  phasewright evaluate my-digits --data digits --count 500 --steps 12 --json scores.json"
        })
final class EvaluateCommand implements Callable<Integer> {
    /** Fewer clips than this have no fifth neighbour. */
    private static final int FEWEST = 10;

    /** Picocli would ask for it even where "evaluate vocoder" is called, so it is not told that it is required. */
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The generator: a name or a folder; required.")
    private String model;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            defaultValue = "digits",
            description = "A corpus with folders train and test (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Clips of each set (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            defaultValue = "judge-digits",
            description = "The judge, made by train-judge (default: ${DEFAULT-VALUE}).")
    private String judgeName;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Option(names = "--no-wav", description = "Judge magnitudes only.")
    private boolean noWav;

    @Option(names = "--copy-synthesis", description = "Judge the test clips after the vocoder, too.")
    private boolean copySynthesis;

    @Option(names = "--no-memorization", description = "Do not compare with the training clips one by one.")
    private boolean noMemorization;

    @Option(names = "--json", paramLabel = "FILE", description = "Keep all figures as JSON, too.")
    private Path json;

    @Option(names = "--force", description = "Replace FILE.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Stopwatch watch = new Stopwatch();
        if (model == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'MODEL'");
        }
        if (count < FEWEST) {
            throw new ParameterException(spec.commandLine(), "--count must be at least " + FEWEST + ", not " + count);
        }
        SamplingPlan plan = sampling.plan();
        if (json != null) {
            OutputOptions.check(json, force);
        }
        Path modelFolder = ModelPath.find(model);
        MelSpec features = Checkpoint.describe(modelFolder, GeneratorSpec.class, GeneratorSpec.KIND)
                .features();
        vocoder.check(features);
        Path judgeFolder = ModelPath.find(judgeName);
        Recordings train = part("train");
        Recordings test = part("test");
        PyTorch.announce(talk());
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(modelFolder, sampling.precision());
                Judge judge = Judge.load(judgeFolder);
                Vocoder toSound = vocoder.open(features)) {
            requireSameFeatures(generator, judge);
            EvaluationReport report = evaluate(generator, judge, train, test, plan, toSound, watch);
            spec.commandLine().getOut().print(report.table());
            spec.commandLine().getOut().flush();
            if (json != null) {
                Checkpoint.writeJson(json, report);
            }
        }
        watch.tell(talk());
        return 0;
    }

    private Talk talk() {
        return new Talk(spec.commandLine().getErr());
    }

    private Recordings part(String name) throws IOException {
        Path folder = data.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + ": no such folder; make the corpus (phasewright corpus digits --out digits), "
                            + "or give another with folders train and test by --data");
        }
        return Recordings.in(folder);
    }

    private void requireSameFeatures(MagnitudeGenerator generator, Judge judge) throws IOException {
        MelSpec made = generator.spec().features();
        if (!made.equals(judge.spec().features())) {
            throw new IOException(judgeName + ": looks at " + judge.spec().features() + ", but " + model + " generates "
                    + made + "; choose another judge by --judge, or train one (train-judge)");
        }
    }

    private EvaluationReport evaluate(
            MagnitudeGenerator generator,
            Judge judge,
            Recordings train,
            Recordings test,
            SamplingPlan plan,
            Vocoder toSound,
            Stopwatch watch)
            throws IOException {
        MelSpec features = generator.spec().features();
        List<Recordings.Item> testItems = RecordedClips.draw(test, count, seed);
        List<Recordings.Item> trainItems = RecordedClips.draw(train, count, seed);
        watch.lap("command line, engine and models");

        List<LogMel> testClips = read("reading test", testItems, features);
        watch.lap("reading test clips");
        Verdicts real = judge.verdicts(testClips);
        Verdicts trained = judge.verdicts(read("reading train", trainItems, features));
        watch.lap("judging real clips");

        boolean labelled = sameClasses("the corpus", test.classes(), judge);
        boolean asked = sameClasses("the model", generator.spec().classes(), judge);
        double inception = InceptionScore.of(real.probabilities()).mean();
        Scores realScores = labelled
                ? Scores.of(trained, labels(trainItems, train.classes(), judge), real)
                : Scores.of(trained, real);
        watch.lap("scores");

        Evaluator evaluator = new Evaluator(generator, count, seed);
        List<LogMel> generated = evaluator.generate(plan);
        watch.lap("generating");
        int[] expected = asked ? labels(evaluator.classes(), generator.spec().classes(), judge) : null;
        List<EvaluationReport.Row> rows = new ArrayList<>();
        rows.add(row("generated (magnitudes)", judge.verdicts(generated), expected, real, inception, realScores));
        watch.lap("scores");
        if (!noWav) {
            List<LogMel> sounds = evaluator.throughSound("vocoding", generated, toSound);
            watch.lap("vocoding generated clips");
            rows.add(row("generated (WAV)", judge.verdicts(sounds), expected, real, inception, realScores));
            watch.lap("scores");
        }
        int[] testLabels = labelled ? labels(testItems, test.classes(), judge) : null;
        if (copySynthesis) {
            List<LogMel> sounds = evaluator.throughSound("vocoding test", testClips, toSound);
            watch.lap("vocoding test clips");
            rows.add(row("test (WAV)", judge.verdicts(sounds), testLabels, real, inception, realScores));
            watch.lap("scores");
        }
        rows.add(EvaluationReport.Row.of(
                "train against test (real)", realScores, labelled, inception, realScores.frechet()));
        if (labelled) {
            rows.add(EvaluationReport.Row.ofTest(
                    "test (real)", real.accuracy(testLabels), InceptionScore.of(real.probabilities())));
        }
        Closeness closeness = null;
        if (!noMemorization) {
            closeness = evaluator.closeness(generated, testClips, train);
            watch.lap("comparing with all training clips");
        }
        return new EvaluationReport(
                model, judgeName, data.toString(), count, sampling.toString(), seed, rows, closeness);
    }

    private static EvaluationReport.Row row(
            String name, Verdicts clips, int[] expected, Verdicts real, double inception, Scores realScores) {
        Scores scores = expected == null ? Scores.of(clips, real) : Scores.of(clips, expected, real);
        return EvaluationReport.Row.of(name, scores, expected != null, inception, realScores.frechet());
    }

    private static List<LogMel> read(String task, List<Recordings.Item> items, MelSpec features) {
        try (Steps bar = Steps.of(task, items.size(), "files")) {
            return new RecordedClips(items, features, bar).toList();
        }
    }

    private boolean sameClasses(String whose, List<String> classes, Judge judge) {
        if (new HashSet<>(classes).equals(new HashSet<>(judge.spec().classes()))) {
            return true;
        }
        talk().say(
                        "no accuracy and inception score: %s has %s, the judge knows %s",
                        whose,
                        classes.isEmpty() ? "no classes" : "the classes " + String.join(", ", classes),
                        String.join(", ", judge.spec().classes()));
        return false;
    }

    private static int[] labels(List<Recordings.Item> items, List<String> names, Judge judge) {
        return labels(items.stream().mapToInt(Recordings.Item::classIndex).toArray(), names, judge);
    }

    /** Class indices of somebody's names as the judge's own. */
    private static int[] labels(int[] indices, List<String> names, Judge judge) {
        return Arrays.stream(indices)
                .map(i -> judge.spec().classes().indexOf(names.get(i)))
                .toArray();
    }
}

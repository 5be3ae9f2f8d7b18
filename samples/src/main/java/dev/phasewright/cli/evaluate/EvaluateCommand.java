package dev.phasewright.cli.evaluate;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.Stopwatch;
import dev.phasewright.cli.console.VocoderChoice;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.EvaluationReport;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.evaluation.NoteTable;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.StepCurve;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.InceptionScore;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Scores;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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
        subcommands = {EvaluateVocoderCommand.class, EvaluateVoiceCommand.class},
        description = {
            "Judge a generator by figures, beside what real clips score.",
            "",
            "As many clips are generated as there are test clips to compare them with, and judged as magnitudes and "
                    + "once more as sound. The row \"train against test\" says what real clips of other speakers "
                    + "score. At last every training clip is compared with what was generated: copies show.",
            "",
            "Of a model of single notes the test clips' own notes are asked, pairs of instrument and pitch that it has "
                    + "not learned from, and it is told how many are of the right family and within 50 cents of the "
                    + "right pitch.",
            "",
            "With several numbers of --steps or several --samplers it tells instead what each of them costs in "
                    + "evaluations of the network and in time, and what its magnitudes are worth.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright evaluate digits --data digits",
            "  phasewright evaluate notes --data notes",
            "  phasewright evaluate my-digits --data digits --count 500 --steps 12 --json scores.json",
            "  phasewright evaluate digits --data digits --steps 1,2,4,8 --samplers euler,dpmpp2m --plot curve.png"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** Fewer clips than this have no fifth neighbour. */
    private static final int FEWEST = 10;

    private static final int USUAL = 2000;

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
            description = "Clips of each set (default: 2000, or as many as there are).")
    private Integer wanted;

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
            description = "The judge, made by train-judge (default: judge-notes for a model of single notes, "
                    + "judge-digits for any other).")
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

    @Option(
            names = "--plot",
            paramLabel = "PNG",
            description = "Draw quality over evaluations; for several --steps or --samplers.")
    private Path plot;

    @Option(names = "--force", description = "Replace FILE and PNG.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Stopwatch watch = new Stopwatch();
        if (model == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'MODEL'");
        }
        if (wanted != null && wanted < FEWEST) {
            throw new ParameterException(spec.commandLine(), "--count must be at least " + FEWEST + ", not " + wanted);
        }
        sampling.check();
        if (json != null) {
            OutputOptions.check(json, force);
        }
        ModelFolder modelFolder = ModelFolder.find(model);
        GeneratorSpec described = GeneratorSpec.of(modelFolder);
        List<SamplingPlan> plans = sampling.plans(described.plan());
        boolean curve = plans.size() > 1;
        if (plot != null) {
            if (!curve) {
                throw new ParameterException(
                        spec.commandLine(), "--plot draws a curve; give several --steps or --samplers");
            }
            OutputOptions.check(plot, force);
        }
        MelSpec features = described.features();
        VocoderChoice chosen = vocoder.choose(features);
        if (judgeName == null) {
            judgeName = described.network().pitches().isEmpty() ? "judge-digits" : "judge-notes";
        }
        Path judgeFolder = ModelPath.find(judgeName);
        Recordings train = part("train");
        Recordings test = part("test");
        count = wanted != null
                ? wanted
                : Math.max(FEWEST, Math.min(USUAL, Math.min(RecordedClips.most(train), RecordedClips.most(test))));
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(modelFolder, sampling.precision());
                Judge judge = Judge.load(judgeFolder);
                Vocoder toSound = chosen.open(features)) {
            requireSameFeatures(generator, judge);
            if (curve) {
                StepCurve report = curve(generator, judge, train, test, plans, watch);
                tell(report.table(), report);
                if (plot != null) {
                    report.draw(plot);
                }
            } else {
                EvaluationReport report = evaluate(generator, judge, train, test, plans.get(0), toSound, watch);
                tell(report.table(), report);
            }
        }
        watch.tell(console);
        return 0;
    }

    private void tell(String table, Object report) throws IOException {
        console.out().print(table);
        console.out().flush();
        if (json != null) {
            Checkpoint.writeJson(json, report);
        }
    }

    private Recordings part(String name) throws IOException {
        Path folder = data.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + ": no such folder; make the corpus (phasewright corpus digits --out digits), "
                            + "or give another with folders train and test by --data");
        }
        return TrainingSplit.part(data, name);
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
        Real real = judgeReal(generator, judge, train, test, watch);
        Evaluator evaluator = evaluator(generator, real, test);
        boolean pitched = evaluator.asked().hasPitch();
        NoteTable notes = new NoteTable(real.items, judge.spec().classes(), TrainingSplit.families(data));
        List<LogMel> generated = evaluator.generate(plan);
        watch.lap("generating");
        int[] expected = expected(evaluator, generator, judge);
        List<EvaluationReport.Row> rows = new ArrayList<>();
        Verdicts verdicts = judge.verdicts(generated);
        rows.add(real.row("generated (magnitudes)", verdicts, expected));
        notes.add("generated (magnitudes)", verdicts, expected, List.of());
        watch.lap("scores");
        if (!noWav) {
            List<Evaluator.Heard> sounds = evaluator.throughSound("vocoding", generated, toSound, pitched);
            watch.lap("vocoding generated clips");
            verdicts = judge.verdicts(Evaluator.Heard.magnitudes(sounds));
            rows.add(real.row("generated (WAV)", verdicts, expected));
            notes.add("generated (WAV)", verdicts, expected, Evaluator.Heard.pitches(sounds));
            watch.lap("scores");
        }
        if (copySynthesis) {
            List<Evaluator.Heard> sounds = evaluator.throughSound("vocoding test", real.clips, toSound, pitched);
            watch.lap("vocoding test clips");
            verdicts = judge.verdicts(Evaluator.Heard.magnitudes(sounds));
            rows.add(real.row("test (WAV)", verdicts, real.labels));
            notes.add("test (WAV)", verdicts, real.labels, Evaluator.Heard.pitches(sounds));
            watch.lap("scores");
        }
        rows.add(real.row());
        if (real.labels != null) {
            rows.add(EvaluationReport.Row.ofTest(
                    "test (real)",
                    real.verdicts.accuracy(real.labels),
                    InceptionScore.of(real.verdicts.probabilities())));
        }
        if (pitched) {
            notes.add("test (real)", real.verdicts, real.labels, NotePitch.of(real.items));
            watch.lap("pitches of test clips");
        }
        Closeness closeness = null;
        if (!noMemorization) {
            closeness = evaluator.closeness(generated, real.clips, train);
            watch.lap("comparing with all training clips");
        }
        return new EvaluationReport(
                model,
                judgeName,
                data.toString(),
                count,
                sampling.describe(plan),
                seed,
                rows,
                closeness,
                pitched ? notes.rows() : null);
    }

    /** What is known of the real clips: the test clips, what the judge says of them, and how training clips score. */
    private static final class Real {
        final List<Recordings.Item> items;
        final List<LogMel> clips;
        final Verdicts verdicts;
        /** Their classes as the judge's; null if it does not know them. */
        final int[] labels;

        final Scores scores;

        Real(List<Recordings.Item> items, List<LogMel> clips, Verdicts verdicts, int[] labels, Scores scores) {
            this.items = items;
            this.clips = clips;
            this.verdicts = verdicts;
            this.labels = labels;
            this.scores = scores;
        }

        private double inception() {
            return InceptionScore.of(verdicts.probabilities()).mean();
        }

        /** The row of the training clips. */
        EvaluationReport.Row row() {
            return EvaluationReport.Row.of(
                    "train against test (real)", scores, labels != null, inception(), scores.frechet());
        }

        /** The row of other clips; of which classes they should be is null if it is not known. */
        EvaluationReport.Row row(String name, Verdicts other, int[] expected) {
            Scores its = expected == null ? Scores.of(other, verdicts) : Scores.of(other, expected, verdicts);
            return EvaluationReport.Row.of(name, its, expected != null, inception(), scores.frechet());
        }
    }

    private Real judgeReal(
            MagnitudeGenerator generator, Judge judge, Recordings train, Recordings test, Stopwatch watch)
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
        Scores scores = labelled
                ? Scores.of(trained, labels(trainItems, train.classes(), judge), real)
                : Scores.of(trained, real);
        watch.lap("scores");
        return new Real(testItems, testClips, real, labelled ? labels(testItems, test.classes(), judge) : null, scores);
    }

    /** One of the test clips' own notes, if the model can be asked for them, or else of one class after the other. */
    private Evaluator evaluator(MagnitudeGenerator generator, Real real, Recordings test) {
        List<Recordings.Item> items = real.items;
        List<String> classes = test.classes();
        List<String> names = generator.spec().classes();
        PitchRange range = generator.spec().network().pitches();
        if (!new HashSet<>(names).equals(new HashSet<>(classes))
                || items.stream().anyMatch(item -> !range.contains(item.pitch()))) {
            return new Evaluator(generator, count, seed);
        }
        int[] asked = items.stream()
                .mapToInt(item -> classes.isEmpty() ? Condition.NONE : names.indexOf(classes.get(item.classIndex())))
                .toArray();
        int[] pitches = items.stream().mapToInt(Recordings.Item::pitch).toArray();
        return new Evaluator(generator, Condition.of(asked).withPitches(pitches), seed);
    }

    /** The classes asked for as the judge's, or null if it does not know them. */
    private int[] expected(Evaluator evaluator, MagnitudeGenerator generator, Judge judge) {
        return sameClasses("the model", generator.spec().classes(), judge)
                ? labels(evaluator.asked().toArray(), generator.spec().classes(), judge)
                : null;
    }

    private StepCurve curve(
            MagnitudeGenerator generator,
            Judge judge,
            Recordings train,
            Recordings test,
            List<SamplingPlan> plans,
            Stopwatch watch)
            throws IOException {
        Real real = judgeReal(generator, judge, train, test, watch);
        AtomicLong evaluations = new AtomicLong();
        try (MagnitudeGenerator counted = generator.with((noisy, sigma, condition) -> {
            evaluations.addAndGet(condition.batch());
            return generator.denoiser().denoise(noisy, sigma, condition);
        })) {
            // What is compiled when it is first used is not to be the first row's.
            new Evaluator(counted, Evaluator.BATCH, seed).generate(plans.get(0));
            Evaluator evaluator = evaluator(counted, real, test);
            int[] expected = expected(evaluator, generator, judge);
            List<StepCurve.Row> rows = new ArrayList<>();
            for (SamplingPlan plan : plans) {
                String name = Samplers.name(plan.sampler());
                evaluations.set(0);
                long start = System.nanoTime();
                List<LogMel> clips = evaluator.generate(plan);
                double seconds = (System.nanoTime() - start) * 1e-9;
                double each = (double) evaluations.get() / count;
                watch.lap("generating");
                rows.add(StepCurve.Row.of(
                        name, plan.steps(), each, seconds / count, real.row(name, judge.verdicts(clips), expected)));
                watch.lap("scores");
            }
            return new StepCurve(
                    model,
                    judgeName,
                    data.toString(),
                    count,
                    Evaluator.BATCH,
                    plans.get(0).guidance(),
                    sampling.precision().name().toLowerCase(Locale.ROOT),
                    seed,
                    real.row(),
                    rows);
        }
    }

    private List<LogMel> read(String task, List<Recordings.Item> items, MelSpec features) {
        try (Progress bar = console.progress(task, items.size(), "files")) {
            return new RecordedClips(items, features, bar).toList();
        }
    }

    private boolean sameClasses(String whose, List<String> classes, Judge judge) {
        if (new HashSet<>(classes).equals(new HashSet<>(judge.spec().classes()))) {
            return true;
        }
        console.say(
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

package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Reading;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.generator.EvaluationCorpus;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.JudgeSpec;
import dev.phasewright.judge.JudgeTraining;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.JsonFile;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright train judge}: the classifier that {@code evaluate} judges by. */
@Command(
        name = "judge",
        description = {
            "Train the judge of \"evaluate\": a classifier of a folder of sound files.",
            "",
            "Each sub-folder is a class of its name. A folder with sub-folders train and validation says itself what is "
                    + "held out; of any other, one file in twenty is. If there is a sub-folder test too, the finished "
                    + "judge is tested on it. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train judge --data digits --out my-judge",
            "  phasewright train judge --data digits --out my-judge --resume",
            "  phasewright train judge --data notes --out my-note-judge --seconds 2",
            "  phasewright train judge --data digits --out judge-digits-speakers --by variant"
        })
public final class TrainJudgeCommand implements Callable<Integer> {
    private static final long WARMUP = 200;
    private static final double EMA_DECAY = 0.995;
    private static final int CONFUSIONS_TOLD = 5;

    /** How long a judge of a folder of one's own learns: so often each clip, between so many updates. */
    private static final long EPOCHS = 40;

    private static final long FEWEST_STEPS = 50;
    private static final long MOST_STEPS = 1500;
    private static final int BATCH = 64;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "Length of a clip, rounded up to a multiple of 4 frames (default: as long as nineteen in twenty "
                            + "recordings, from 1 to 2, at 44100 Hz to 1.5).")
    private Double seconds;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description =
                    "The rate of the features, 16000 or 44100 (default: 44100 if most recordings reach above 8 kHz, and "
                            + "16000 if not).")
    private Integer rate;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1500",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long updates;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Judge by what these columns of the folder's manifest.csv tell, such as variant (who speaks), "
                            + "not by sub-folders; of the training clips, one in twenty is held out.")
    private List<String> by = List.of();

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    /**
     * Trains the judge of a generator that learned from a folder of one's own, on what that learned from, if it is not there
     * yet.
     *
     * @param data the folder
     * @param model the generator's folder, in which the judge's is
     * @param factory makes what a command is made of
     * @return the judge's folder
     * @throws IOException as the command does
     */
    public static String ofOwn(Path data, Path model, GeneratorSpec generator, Console console, IFactory factory)
            throws IOException {
        Path judge = model.resolve("judge");
        if (Files.exists(judge.resolve(Checkpoint.DESCRIPTION))) {
            console.say("judged by %s, trained before", judge);
            return judge.toString();
        }
        console.say("trains a judge first, of the recordings that the model learned from: %s", judge);
        long clips = Recordings.in(data).items().size();
        Object[] words = {
            "--data",
            data,
            "--out",
            judge,
            "--batch",
            BATCH,
            "--seconds",
            generator.seconds(),
            "--rate",
            generator.features().stft().sampleRate(),
            "--steps",
            Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, clips * EPOCHS / BATCH)),
            "--seed",
            EvaluationCorpus.seed(generator.origin())
        };
        TrainJudgeCommand command = new TrainJudgeCommand();
        new CommandLine(command, factory)
                .parseArgs(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        command.call();
        return judge.toString();
    }

    @Override
    public Integer call() throws IOException {
        try {
            if (seconds != null) {
                TrainingOptions.frames(seconds, MelSpec.STANDARD);
            }
            if (rate != null && HearingOptions.standard(rate).isEmpty()) {
                throw new IllegalArgumentException("--rate must be 16000 or 44100, not " + rate);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        TrainingPlan plan = options.plan(updates, learningRate)
                .withWarmup(Math.min(WARMUP, updates / 10))
                .withEma(EMA_DECAY);
        TrainingSession<LogMelDataset> session = by.isEmpty()
                ? new TrainingSession<>(options, plan, console)
                : new TrainingSession<>(options, plan, console, (folders, seed) -> TrainingSplit.by(folders, by, seed));
        if (session.classes().size() < 2) {
            throw new IOException(
                    options.data().get(0) + ": a judge needs two classes at least, each a sub-folder of sounds");
        }
        MelSpec features = rate == null
                ? Bandwidth.of(session.learned()).features()
                : HearingOptions.standard(rate).orElseThrow();
        double length = seconds == null ? TrainingOptions.suitingLength(session.learned(), features, console) : seconds;
        TrainingRun.Outcome outcome = session.run(
                (recordings, workspace, strict, observer) ->
                        LogMelDataset.read(recordings, features, workspace, strict, observer),
                (data, manager) -> subject(data, length, plan, manager));
        if (outcome.finished() && by.isEmpty()) {
            test();
        }
        return 0;
    }

    private Subject subject(TrainingData<LogMelDataset> data, double length, TrainingPlan plan, NDManager manager) {
        int frames = TrainingOptions.frames(length, data.train().spec());
        JudgeSpec judge = JudgeSpec.standard(
                data.train().spec(),
                Normalization.of(data.train(), frames),
                data.train().classes(),
                frames);
        JudgeTraining training = new JudgeTraining(judge, data, plan, manager);
        return new Subject(training, training.flopsPerClip(), judge::withOrigin);
    }

    /** Tests the model as it was stored, and adds the result to its description. */
    private void test() throws IOException {
        Path folder = options.data().get(0).resolve("test");
        if (options.data().size() > 1 || !Files.isDirectory(folder)) {
            return;
        }
        Recordings recordings = Recordings.in(folder);
        try (Judge judge = Judge.load(options.out());
                LogMelDataset test = Reading.of(
                        "test",
                        console,
                        () -> false,
                        observer -> LogMelDataset.read(
                                recordings, judge.spec().features(), options.out(), options.strict(), observer))) {
            List<String> classes = judge.spec().classes();
            if (!test.classes().equals(classes)) {
                console.say("not tested: %s has the classes %s", folder, test.classes());
                return;
            }
            int[] expected = new int[test.size()];
            Arrays.setAll(expected, test::classOf);
            Verdicts verdicts = judge.verdicts(test);
            double accuracy = verdicts.accuracy(expected);
            console.say("accuracy on %d test clips: %.2f %%", expected.length, 100 * accuracy);
            console.say("confused most: %s", confusions(verdicts, expected, classes));
            Map<String, String> origin = new LinkedHashMap<>(judge.spec().origin());
            origin.put("test accuracy", String.format(Locale.ROOT, "%.4f on %d clips", accuracy, expected.length));
            JsonFile.write(
                    options.out().resolve(Checkpoint.DESCRIPTION), judge.spec().withOrigin(origin));
        }
    }

    private static String confusions(Verdicts verdicts, int[] expected, List<String> classes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (verdicts.classOf(i) != expected[i]) {
                counts.merge(classes.get(expected[i]) + " as " + classes.get(verdicts.classOf(i)), 1, Integer::sum);
            }
        }
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .limit(CONFUSIONS_TOLD)
                        .map(e -> e.getKey() + " (" + e.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}

package dev.phasewright.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.SpectrogramImage;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.DiffusionTraining;
import dev.phasewright.spectrogram.diffusion.GaussianNoise;
import dev.phasewright.spectrogram.diffusion.GeneratorSpec;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.diffusion.NoiseLevels;
import dev.phasewright.spectrogram.diffusion.SamplingObserver;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.diffusion.TransformerSpec;
import dev.phasewright.spectrogram.learn.Checkpoint;
import dev.phasewright.spectrogram.learn.Corpus;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Normalization;
import dev.phasewright.spectrogram.learn.Recordings;
import dev.phasewright.spectrogram.learn.TrainingPlan;
import dev.phasewright.spectrogram.learn.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasewright train}: a generator of magnitudes from a folder of recordings. */
@Command(
        name = "train",
        description = {
            "Train a generator on a folder of sound files.",
            "",
            "Each sub-folder is a class of its name; without sub-folders the model has no classes. A folder with "
                    + "sub-folders train and validation says itself what is held out; of any other, one file in "
                    + "twenty is. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train --data digits --out my-digits",
            "  phasewright train --data digits --out my-digits --resume",
            "  phasewright train --data birds --out birds --seconds 2 --steps 4000"
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of sound files.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "The folder the model is put in.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the last checkpoint in MODEL.")
    private boolean resume;

    @Option(names = "--force", description = "Start anew although MODEL holds a model or a checkpoint.")
    private boolean force;

    @Option(names = "--strict", description = "Fail on a file that cannot be read, instead of skipping it.")
    private boolean strict;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "Length of a clip (default: ${DEFAULT-VALUE}); rounded up to whole tokens.")
    private double seconds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Clips an update (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(names = "--width", defaultValue = "256", description = "Network width (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--depth", defaultValue = "6", description = "Network blocks (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "500",
            description = "Updates between checkpoints (default: ${DEFAULT-VALUE}).")
    private long checkpointEvery;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = new TrainingPlan(
                steps, batch, learningRate, Math.min(500, steps / 10), 0.99, 0.01, 1, 0.9995, seed, checkpointEvery);
        Path checkpoints = out.resolve("checkpoints");
        requireFreshOrResumed(checkpoints);
        Corpus corpus = Corpus.in(data, seed);
        Files.createDirectories(out);
        Talk talk = new Talk(spec.commandLine().getErr());
        try (Interruption interruption = new Interruption();
                NDManager manager = NDManager.newBaseManager();
                LogMelDataset train = read("train", corpus.train(), talk);
                LogMelDataset held = read("validation", corpus.validation(), talk)) {
            GeneratorSpec model = describe(train);
            DiffusionTraining training = new DiffusionTraining(
                    model, train, held, NoiseLevels.DEFAULT, batch, seed, this::drawSamples, manager);
            TrainingRun run = new TrainingRun(training, plan, checkpoints);
            if (resume) {
                run.resume();
            }
            talk.say(
                    "%d clips of %s to learn from, %d held out; %.1f M parameters; step %d of %d",
                    train.size(),
                    classesOf(model),
                    held.size(),
                    training.weights().count() / 1e6,
                    run.step(),
                    steps);
            try (TrainingLog log =
                    new TrainingLog(out.resolve("training.jsonl"), run.step(), steps, training.flopsPerClip(), talk)) {
                log.whenSaved(() -> save(run, model, training.fingerprint(), log));
                TrainingRun.Outcome outcome = run.run(log, interruption::requested);
                talk.say(
                        outcome.finished()
                                ? "done: %s after %d steps, %.2f hours"
                                : "stopped: %s is safe at step %d, %.2f hours; go on with --resume",
                        out,
                        outcome.step(),
                        outcome.seconds() / 3600);
            }
        }
        return 0;
    }

    private void requireFreshOrResumed(Path checkpoints) throws IOException {
        boolean begun = TrainingRun.hasCheckpoint(checkpoints);
        if (resume && !begun) {
            throw new IOException(out + ": no checkpoint to resume from; train without --resume");
        }
        if (!resume && !force && (begun || Files.exists(out.resolve(Checkpoint.DESCRIPTION)))) {
            throw new IOException(out + ": holds a model already; --resume goes on with it, --force starts anew");
        }
    }

    private LogMelDataset read(String what, Recordings recordings, Talk talk) throws IOException {
        try (Steps bar = Steps.of("reading " + what, recordings.items().size(), "files")) {
            int[] skipped = {0};
            LogMelDataset dataset =
                    LogMelDataset.read(recordings, MelSpec.STANDARD, out, strict, new LogMelDataset.Observer() {
                        @Override
                        public void read(int done, int of) {
                            bar.at(done);
                        }

                        @Override
                        public void skipped(String message) {
                            skipped[0]++;
                            talk.say("skipped: %s", message);
                        }
                    });
            if (skipped[0] > 0) {
                talk.say(
                        "%d of %d files skipped (--strict makes this fatal)",
                        skipped[0], recordings.items().size());
            }
            return dataset;
        }
    }

    private GeneratorSpec describe(LogMelDataset train) {
        MelSpec features = train.spec();
        int perToken = 4;
        if (!(seconds > 0 && seconds <= 60)) {
            throw new IllegalArgumentException("--seconds must be above 0 and at most 60, not " + seconds);
        }
        int frames = features.stft()
                .frames((int) Math.round(seconds * features.stft().sampleRate()));
        int whole = (frames + perToken - 1) / perToken * perToken;
        TransformerSpec network = new TransformerSpec(
                whole,
                features.bands(),
                perToken,
                width,
                depth,
                Math.max(1, width / 64),
                train.classes().size());
        return new GeneratorSpec(
                GeneratorSpec.KIND, features, Normalization.of(train, whole), train.classes(), network, Map.of());
    }

    private void save(TrainingRun run, GeneratorSpec model, String fingerprint, TrainingLog log) throws IOException {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("corpus", data.toAbsolutePath().normalize().getFileName() + ", " + fingerprint);
        origin.put("seed", Long.toString(seed));
        origin.put("steps", run.step() + " of " + steps + ", batch " + batch);
        origin.put("hours", String.format(Locale.ROOT, "%.2f", run.seconds() / 3600));
        log.lastFigures()
                .forEach((name, value) -> origin.put("validation " + name, String.format(Locale.ROOT, "%.4f", value)));
        Checkpoint.write(out, model.withOrigin(origin), run.averagedWeights(), DataType.FLOAT16);
    }

    private static String classesOf(GeneratorSpec model) {
        return model.classes().isEmpty() ? "no class" : model.classes().size() + " classes";
    }

    /** One clip of each class, the same noise every time, so that the pictures can be compared. */
    private void drawSamples(MagnitudeGenerator model, long step) throws IOException {
        List<String> classes = model.spec().classes();
        int count = classes.isEmpty() ? 8 : Math.min(12, classes.size());
        int[] asked = new int[count];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked[i] = classes.isEmpty() ? Condition.NONE : i;
            labels.add(classes.isEmpty() ? "seed " + i : classes.get(i));
        }
        List<LogMel> clips = model.generate(
                SamplingPlan.DEFAULT, Condition.of(asked), GaussianNoise.itemSeeds(seed, count), SamplingObserver.NONE);
        SpectrogramImage.write(SpectrogramImage.grid(clips, labels, "step " + step), out.resolve("samples.png"));
    }
}

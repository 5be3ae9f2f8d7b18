package dev.phasewright.cli;

import ai.djl.ndarray.types.DataType;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.learn.Checkpoint;
import dev.phasewright.spectrogram.learn.Corpus;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Recordings;
import dev.phasewright.spectrogram.learn.Trainee;
import dev.phasewright.spectrogram.learn.TrainingPlan;
import dev.phasewright.spectrogram.learn.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all commands that train have in common: their options, and how a run begins, goes on and is saved. */
final class TrainingOptions {
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
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Clips an update (default: ${DEFAULT-VALUE}).")
    private int batch;

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

    /** Describes a model, given how it came about. */
    @FunctionalInterface
    interface Description {
        /** Something that {@link Checkpoint} can write as {@code model.json}. */
        Object withOrigin(Map<String, String> origin);
    }

    Path data() {
        return data;
    }

    Path out() {
        return out;
    }

    int batch() {
        return batch;
    }

    long seed() {
        return seed;
    }

    long checkpointEvery() {
        return checkpointEvery;
    }

    /** Finds the training files, once it is known that the model may be put where it is to be. */
    Corpus corpus() throws IOException {
        boolean begun = TrainingRun.hasCheckpoint(checkpoints());
        if (resume && !begun) {
            throw new IOException(out + ": no checkpoint to resume from; train without --resume");
        }
        if (!resume && !force && (begun || Files.exists(out.resolve(Checkpoint.DESCRIPTION)))) {
            throw new IOException(out + ": holds a model already; --resume goes on with it, --force starts anew");
        }
        Corpus corpus = Corpus.in(data, seed);
        Files.createDirectories(out);
        return corpus;
    }

    /** Reads recordings, with a bar, and tells of files that were skipped. */
    LogMelDataset read(String what, Recordings recordings, Talk talk) throws IOException {
        return Reading.of(what, recordings, MelSpec.STANDARD, out, strict, talk);
    }

    /**
     * Trains from the start or from the last checkpoint, and leaves the averaged weights as a model in 16 bits after
     * each checkpoint.
     */
    TrainingRun.Outcome train(
            Trainee trainee,
            TrainingPlan plan,
            double flopsPerClip,
            Description description,
            Interruption interruption,
            Talk talk)
            throws IOException {
        TrainingRun run = new TrainingRun(trainee, plan, checkpoints());
        if (resume) {
            run.resume();
        }
        talk.say("%.1f M parameters; step %d of %d", trainee.weights().count() / 1e6, run.step(), plan.steps());
        Path file = out.resolve("training.jsonl");
        try (TrainingLog log = new TrainingLog(file, run.step(), plan.steps(), flopsPerClip, talk)) {
            log.whenSaved(() -> Checkpoint.write(
                    out,
                    description.withOrigin(origin(run, plan, trainee, log)),
                    run.averagedWeights(),
                    DataType.FLOAT16));
            TrainingRun.Outcome outcome = run.run(log, interruption::requested);
            talk.say(
                    outcome.finished()
                            ? "done: %s after %d steps, %.2f hours"
                            : "stopped: %s is safe at step %d, %.2f hours; go on with --resume",
                    out,
                    outcome.step(),
                    outcome.seconds() / 3600);
            return outcome;
        }
    }

    private Map<String, String> origin(TrainingRun run, TrainingPlan plan, Trainee trainee, TrainingLog log) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("corpus", data.toAbsolutePath().normalize().getFileName() + ", " + trainee.fingerprint());
        origin.put("seed", Long.toString(seed));
        origin.put("steps", run.step() + " of " + plan.steps() + ", batch " + batch);
        origin.put("hours", String.format(Locale.ROOT, "%.2f", run.seconds() / 3600));
        log.lastFigures()
                .forEach((name, value) -> origin.put("validation " + name, String.format(Locale.ROOT, "%.4f", value)));
        return origin;
    }

    private Path checkpoints() {
        return out.resolve("checkpoints");
    }
}

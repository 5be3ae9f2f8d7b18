package dev.phasewright.cli.train;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.data.ClipLength;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every training is told, for each subcommand that trains something. Use as a picocli mixin. */
final class TrainingOptions {
    private static final long CHECKPOINT_EVERY = 500;
    private static final long LEAST_EVERY = 50;
    private static final int PASSES = 20;

    private static final double LONGEST = 60;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "DIR",
            order = 0,
            description = "The folder of sound files, or several; required.")
    private List<Path> data;

    @Option(names = "--out", paramLabel = "MODEL", order = 1, description = "The folder the model is put in; required.")
    private Path out;

    @ArgGroup
    private Start start = new Start();

    /** What becomes of an earlier training in the same folder. */
    static final class Start {
        @Option(names = "--resume", description = "Go on from the last checkpoint in MODEL.")
        private boolean resume;

        @Option(names = "--force", description = "Start anew although MODEL holds a model or a checkpoint.")
        private boolean force;
    }

    @Option(names = "--strict", description = "Fail on a file that cannot be read, instead of skipping it.")
    private boolean strict;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Clips an update (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description =
                    "Updates between checkpoints (default: 500; of few recordings that do not say what is held out "
                            + "as many as take twenty passes over them, and at least 50).")
    private @Nullable Long checkpointEvery;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "What matrices are multiplied in, float32 or bfloat16; without it, bfloat16 where this "
                    + "machine is faster in it, and what was begun with on --resume.")
    private Precision precision;

    List<Path> data() {
        requireBoth();
        return data;
    }

    /** Whether a folder says itself what is held out. */
    boolean isDivided() {
        return data().stream().anyMatch(TrainingSplit::isDivided);
    }

    Path out() {
        requireBoth();
        return out;
    }

    boolean resume() {
        return start.resume;
    }

    boolean force() {
        return start.force;
    }

    boolean strict() {
        return strict;
    }

    /**
     * The plan that suits all our networks, as far as it is told here.
     *
     * @param updates in all
     * @throws ParameterException if a value is outside its range
     */
    TrainingPlan plan(long updates, double learningRate) {
        try {
            return TrainingPlan.standard(updates, batch, learningRate, seed.seed())
                    .withCheckpointEvery(checkpointEvery == null ? CHECKPOINT_EVERY : checkpointEvery);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /**
     * The same plan for a folder of one's own, which is looked at more often the fewer recordings it has, lest the best is
     * passed between two looks; what was asked for stays, and so does what was begun with.
     *
     * @throws IOException if the recordings cannot be found
     */
    TrainingPlan suitedTo(TrainingPlan plan) throws IOException {
        if (checkpointEvery != null || isDivided()) {
            return plan;
        }
        Path checkpoints = out().resolve(TrainingRun.CHECKPOINTS);
        if (start.resume && TrainingRun.hasCheckpoint(checkpoints)) {
            return plan.withCheckpointEvery(TrainingRun.checkpointEvery(checkpoints));
        }
        long passes =
                (long) PASSES * TrainingSplit.in(data(), seed()).train().items().size() / plan.batch();
        return plan.withCheckpointEvery(Math.max(LEAST_EVERY, Math.min(CHECKPOINT_EVERY, passes)));
    }

    /**
     * Refuses a model's folder that cannot be, or that holds another training than is asked for.
     *
     * @param checkpoints where those of this training are
     */
    void requireFreshOrResumable(Path checkpoints, TrainingPlan plan) throws IOException {
        Path out = out();
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + ": is a file; choose another name for the model's folder");
        }
        Path folder = out.toAbsolutePath().normalize().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException(out + ": no folder " + folder + " to put the model in; create it first");
        }
        boolean begun = TrainingRun.hasCheckpoint(checkpoints);
        if (start.resume) {
            if (!begun) {
                throw new IOException(out + ": no checkpoint to resume from; train without --resume");
            }
            TrainingRun.requirePlan(checkpoints, plan);
        } else if (!start.force && (begun || Files.exists(out.resolve(Checkpoint.DESCRIPTION)))) {
            throw new IOException(out + ": holds a model already; "
                    + (begun ? "--resume goes on with it, --force starts anew" : "--force starts anew"));
        }
    }

    long seed() {
        return seed.seed();
    }

    /** What to compute in; empty to choose what is fastest here. */
    Optional<Precision> precision() {
        return Optional.ofNullable(precision);
    }

    /** Picocli would ask these of "train" even where "train vocoder" is called, so it is not told. */
    private void requireBoth() {
        if (data == null || out == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Missing required " + (data == null && out == null ? "options: " : "option: ")
                            + Stream.of(data == null ? "'--data=DIR'" : "", out == null ? "'--out=MODEL'" : "")
                                    .filter(s -> !s.isEmpty())
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** How long clips of these recordings had best be, in seconds ({@link ClipLength}), which is said. */
    static double suitingLength(Recordings learned, MelSpec features, Console console) {
        ClipLength found = ClipLength.of(learned, features);
        console.say(
                "clips of %.2f s: %d of %d recordings looked at are longer (--seconds chooses)",
                found.seconds(), found.longer(), found.heard());
        return found.seconds();
    }

    /**
     * The frames of the clips of a new model, and of those of its judge: so many seconds, rounded up to whole tokens.
     *
     * @throws IllegalArgumentException if that is not above 0 and at most a minute
     */
    static int frames(double seconds, MelSpec features) {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException("--seconds must be above 0 and at most 60, not " + seconds);
        }
        return TransformerSpec.frames(seconds, features);
    }
}

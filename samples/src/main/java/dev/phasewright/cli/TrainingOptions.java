package dev.phasewright.cli;

import dev.phasewright.spectrogram.learn.Precision;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What every training is told, for each subcommand that trains something. Use as a picocli mixin. */
final class TrainingOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            order = 0,
            description = "The folder of sound files.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            order = 1,
            description = "The folder the model is put in.")
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

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "What matrices are multiplied in, float32 or bfloat16; without it, bfloat16 where this "
                    + "machine is faster in it, and what was begun with on --resume.")
    private Precision precision;

    Path data() {
        return data;
    }

    Path out() {
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

    int batch() {
        return batch;
    }

    long seed() {
        return seed;
    }

    long checkpointEvery() {
        return checkpointEvery;
    }

    /** What to compute in; empty to choose what is fastest here. */
    Optional<Precision> precision() {
        return Optional.ofNullable(precision);
    }
}

package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.cli.console.Console;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.diffusion.train.FineTuning;
import dev.phasewright.diffusion.train.TrainingNoise;
import dev.phasewright.model.ModelPath;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright train}: a generator of magnitudes from a folder of recordings. */
@Command(
        name = "train",
        subcommands = TrainVocoderCommand.class,
        description = {
            "Train a generator on a folder of sound files.",
            "",
            "Each sub-folder is a class of its name; without sub-folders the model has no classes. Where a manifest.csv "
                    + "in the folder has a column midi with the pitch of every file (and a column path), the model "
                    + "can be asked for a pitch too. A folder with "
                    + "sub-folders train and validation says itself what is held out; of any other, one file in "
                    + "twenty is. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train --data digits --out my-digits",
            "  phasewright train --data digits --out my-digits --resume",
            "  phasewright train --data notes --out my-notes --seconds 2",
            "  phasewright train --data birds --out birds --seconds 2 --steps 4000"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final MelSpec FEATURES = MelSpec.STANDARD;
    private static final int HEAD_WIDTH = 64;

    @Mixin
    private TrainingOptions options;

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
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--from",
            paramLabel = "NAME|DIR",
            description =
                    "A generator whose weights to begin with, wherever they fit, instead of random ones: one of other "
                            + "sounds, or an earlier training of the same ones.")
    private String from;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "256",
            description = "Network width (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "6",
            description = "Network blocks (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = plan();
        network(0, PitchRange.NONE);
        if (from != null) {
            // Found missing before an hour of recordings is read.
            FineTuning.requireTunable(ModelPath.find(from));
        }
        TrainingSession<LogMelDataset> session = new TrainingSession<>(options, plan, console);
        TransformerSpec network = network(session.classes().size(), session.pitches());
        if (!network.pitches().isEmpty()) {
            console.say("notes of pitch %s, as told by the manifest", network.pitches());
        }
        SamplePictures pictures = new SamplePictures(options.out().resolve("samples.png"), options.seed(), console);
        session.run(
                (recordings, workspace, strict, observer) ->
                        LogMelDataset.read(recordings, FEATURES, workspace, strict, observer),
                (train, validation, manager) -> lesson(network, pictures, train, validation, manager));
        return 0;
    }

    private TrainingPlan plan() {
        try {
            return new TrainingPlan(
                    steps,
                    options.batch(),
                    learningRate,
                    Math.min(500, steps / 10),
                    0.99,
                    0.01,
                    1,
                    0.9995,
                    options.seed(),
                    options.checkpointEvery());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TransformerSpec network(int classes, PitchRange pitches) {
        int heads = Math.max(1, width / HEAD_WIDTH);
        try {
            int frames = ClipLength.frames(seconds, FEATURES);
            if (width < 1 || depth < 1) {
                throw new IllegalArgumentException(
                        "--width and --depth must be positive, not " + width + " and " + depth);
            }
            return new TransformerSpec(
                    frames, FEATURES.bands(), ClipLength.FRAMES_PER_TOKEN, width, depth, heads, classes, pitches);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TrainingSession.Subject lesson(
            TransformerSpec network,
            SamplePictures pictures,
            LogMelDataset train,
            LogMelDataset validation,
            NDManager manager) {
        GeneratorSpec model = new GeneratorSpec(
                        GeneratorSpec.KIND,
                        FEATURES,
                        Normalization.of(train, network.frames()),
                        train.classes(),
                        network,
                        Map.of())
                .withLead(network.pitches().isEmpty() ? 0 : Corpora.NOTE_LEAD_SECONDS);
        DiffusionTraining training = training(model, pictures, train, validation, manager);
        return new TrainingSession.Subject(
                training, training.flopsPerClip(), origin -> model.withOrigin(lineage(origin)));
    }

    private DiffusionTraining training(
            GeneratorSpec model,
            SamplePictures pictures,
            LogMelDataset train,
            LogMelDataset validation,
            NDManager manager) {
        if (from == null) {
            return new DiffusionTraining(
                    model,
                    train,
                    validation,
                    TrainingNoise.DEFAULT,
                    options.batch(),
                    options.seed(),
                    pictures,
                    manager);
        }
        try {
            return DiffusionTraining.from(
                    ModelPath.find(from),
                    model,
                    train,
                    validation,
                    TrainingNoise.DEFAULT,
                    options.batch(),
                    options.seed(),
                    pictures,
                    manager);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> lineage(Map<String, String> origin) {
        if (from == null) {
            return origin;
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("from", from);
        all.putAll(origin);
        return all;
    }
}

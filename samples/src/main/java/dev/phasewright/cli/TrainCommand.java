package dev.phasewright.cli;

import ai.djl.ndarray.NDManager;
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
import dev.phasewright.spectrogram.learn.Corpus;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Normalization;
import dev.phasewright.spectrogram.learn.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--width", defaultValue = "256", description = "Network width (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--depth", defaultValue = "6", description = "Network blocks (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = new TrainingPlan(
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
        Corpus corpus = options.corpus();
        Talk talk = new Talk(spec.commandLine().getErr());
        try (Interruption interruption = new Interruption();
                NDManager manager = NDManager.newBaseManager();
                LogMelDataset train = options.read("train", corpus.train(), talk);
                LogMelDataset held = options.read("validation", corpus.validation(), talk)) {
            GeneratorSpec model = describe(train);
            DiffusionTraining training = new DiffusionTraining(
                    model,
                    train,
                    held,
                    NoiseLevels.DEFAULT,
                    options.batch(),
                    options.seed(),
                    this::drawSamples,
                    manager);
            talk.say("%d clips of %s to learn from, %d held out", train.size(), classesOf(model), held.size());
            options.train(training, plan, training.flopsPerClip(), model::withOrigin, interruption, talk);
        }
        return 0;
    }

    private GeneratorSpec describe(LogMelDataset train) {
        MelSpec features = train.spec();
        int whole = ClipLength.frames(seconds, features);
        TransformerSpec network = new TransformerSpec(
                whole,
                features.bands(),
                ClipLength.FRAMES_PER_TOKEN,
                width,
                depth,
                Math.max(1, width / 64),
                train.classes().size());
        return new GeneratorSpec(
                GeneratorSpec.KIND, features, Normalization.of(train, whole), train.classes(), network, Map.of());
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
                SamplingPlan.DEFAULT,
                Condition.of(asked),
                GaussianNoise.itemSeeds(options.seed(), count),
                SamplingObserver.NONE);
        SpectrogramImage.write(
                SpectrogramImage.grid(clips, labels, "step " + step),
                options.out().resolve("samples.png"));
    }
}

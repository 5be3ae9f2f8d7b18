package dev.phasewright.evaluation.memory;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Silence;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.evaluation.training.KeptTraining;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The training of a small network by the recipe of {@code train}, but that it has no convolutions, in a folder that remembers
 * how far it came. What is finished is a model like any other.
 */
final class SmallTraining {
    private static final double SECONDS = 1;
    private static final double LEARNING_RATE = 1e-3;
    /** What is looked at is what the network is now, not what it was over a thousand updates. */
    private static final double EMA_DECAY = 0.98;

    /** Seldom: of a network that is so small turns would take longer than its updates. */
    private static final int TURN_EVERY = 50;

    private static final int HEAD_WIDTH = 64;

    private final Recipe recipe;
    private final KeptTraining kept;

    /**
     * What all networks of a study have in common.
     *
     * @param depth blocks
     * @param updates in all
     * @param batch clips an update
     * @param looks checkpoints, evenly spread over the updates
     * @param seed of weights, order and noise
     */
    record Recipe(int depth, long updates, int batch, int looks, long seed) {
        /** The updates between two looks. */
        long lookEvery() {
            return Math.max(1, updates / looks);
        }

        private TrainingPlan plan() {
            return TrainingPlan.standard(updates, batch, LEARNING_RATE, seed)
                    .withEma(EMA_DECAY)
                    .withTurnEvery(TURN_EVERY)
                    .withCheckpointEvery(lookEvery());
        }

        Recipe withSeed(long other) {
            return new Recipe(depth, updates, batch, looks, other);
        }
    }

    /** Is told how a training goes. */
    interface Watch extends DiffusionTraining.Preview {
        /** So many updates are done. */
        void at(long updates);

        /** What the loss on held-out clips is after so many updates; not a number if none are held out. */
        void loss(long updates, double loss) throws IOException;
    }

    /** A training that is kept in a folder. */
    SmallTraining(Recipe recipe, Path folder) {
        this.recipe = recipe;
        this.kept = new KeptTraining(folder);
    }

    /** The frames of a clip. */
    static int frames(MelSpec features) {
        return TransformerSpec.frames(SECONDS, features);
    }

    /** The units of a network that learns from such clips. */
    static Normalization normalization(LogMelDataset learned) {
        return Normalization.of(learned, frames(learned.spec()), Silence.standard(learned.spec()));
    }

    /** Where the model is, once it {@link #isFinished}. */
    Path folder() {
        return kept.folder();
    }

    /** Whether the model is there. */
    boolean isFinished() {
        return kept.isFinished();
    }

    /**
     * Trains to the recipe's end, from where it was left.
     *
     * @param width of the network
     * @throws InterruptedIOException if it was asked to stop before; what was done is kept
     * @throws IOException if the folder holds another training, or cannot be written
     */
    void run(
            int width, Normalization normalization, TrainingData<LogMelDataset> data, Watch watch, BooleanSupplier stop)
            throws IOException {
        MelSpec features = data.train().spec();
        int frames = frames(features);
        // Without convolutions, which see every place and take most of the time of a network that is so small.
        TransformerSpec network = new TransformerSpec(
                frames,
                features.bands(),
                TransformerSpec.FRAMES_PER_TOKEN,
                width,
                recipe.depth(),
                Math.max(1, width / HEAD_WIDTH),
                data.train().classes().size());
        GeneratorSpec spec = new GeneratorSpec(
                GeneratorSpec.KIND, features, normalization, data.train().classes(), network, Map.of());
        String study = "memory, " + data.train().size() + " clips, " + recipe.updates() + " updates";
        try (NDManager manager = NDManager.newBaseManager()) {
            DiffusionTraining training = new DiffusionTraining(spec, data, recipe.plan(), watch, manager);
            IOException[] failure = {null};
            TrainingObserver observer = new TrainingObserver() {
                @Override
                public void updated(Update update) {
                    watch.at(update.number());
                }

                @Override
                public void checkpointed(long updates, Map<String, Double> figures) {
                    try {
                        watch.loss(updates, figures.getOrDefault("loss", Double.NaN));
                    } catch (IOException e) {
                        failure[0] = e;
                    }
                }
            };
            BooleanSupplier stopped = () -> stop.getAsBoolean() || failure[0] != null;
            try {
                kept.run(
                        training,
                        recipe.plan(),
                        spec.withOrigin(Map.of("study", study)),
                        DataType.FLOAT32,
                        observer,
                        stopped);
            } catch (InterruptedIOException e) {
                throw failure[0] == null ? e : failure[0];
            }
        }
    }
}

package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.model.AdoptedWeights;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.NetworkDenoiser;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.util.Map;

/**
 * Trains a generator of magnitudes by denoising score matching (Karras et al. 2022, eq. 8): a clip is drowned in noise
 * of a random level and the network is asked for what it was. With EDM's weighting the loss is the plain squared
 * error of the network's own output, of variance 1 at every level.
 */
public final class DiffusionTraining implements Trainee {
    private final DenoisingObjective objective;
    private final TrainableNetwork network;
    private final Map<String, Object> fingerprint;
    private final Preview preview;
    private final NDManager manager;

    /** Draws something from the model as it now is. */
    @FunctionalInterface
    public interface Preview {
        /**
         * Called after each checkpoint.
         *
         * @param model the model with its averaged weights; valid during the call only
         * @param update the number of the last one
         * @throws IOException if what was drawn cannot be written
         */
        void draw(MagnitudeGenerator model, long update) throws IOException;
    }

    /**
     * Prepares the training of a new network.
     *
     * @param spec the generator to be
     * @param plan whose seed is that of initial weights, order, noise and everything else
     * @param manager closes the network's arrays
     * @throws IllegalArgumentException if the data have other features or classes than the model, or the model has
     *     pitches and a recording has none of them
     */
    public DiffusionTraining(
            GeneratorSpec spec,
            TrainingData<LogMelDataset> data,
            TrainingPlan plan,
            Preview preview,
            NDManager manager) {
        this(
                new DenoisingObjective(spec, data, plan, Rehearsal.NONE),
                TrainableNetwork.ofAll(initial(spec, plan, manager)),
                preview,
                manager);
    }

    /**
     * Prepares the training of a network that begins with what another one knows: its arrays, wherever they have the names
     * and shapes of the new one's, and its classes of the same name.
     *
     * @param begin the other generator
     * @throws CheckpointException if that is damaged, or has nothing in common with the new one
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException as the other constructor does
     */
    public DiffusionTraining(
            Pretrained begin,
            GeneratorSpec spec,
            TrainingData<LogMelDataset> data,
            TrainingPlan plan,
            Preview preview,
            NDManager manager)
            throws IOException {
        this(spec, data, plan, preview, manager);
        Map<String, Tensor> arrays = begin.arrays();
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            Checkpoint.requireFinite(begin.directory(), array.getKey(), array.getValue());
        }
        GeneratorSpec other = begin.spec();
        if (AdoptedWeights.adopt(arrays, other.classes(), weights(), spec.classes()) == 0) {
            throw new CheckpointException(begin.directory() + ": has no array of the new network's shapes: it is "
                    + other.network() + ", the new one " + spec.network() + "; choose its width by --width");
        }
        fingerprint.put("from", Checkpoint.fingerprint(arrays));
    }

    /** Prepares the training of as much of a network as is trainable. */
    DiffusionTraining(DenoisingObjective objective, TrainableNetwork network, Preview preview, NDManager manager) {
        this.objective = objective;
        this.network = network;
        this.fingerprint = objective.fingerprint();
        this.preview = preview;
        this.manager = manager;
    }

    private static DiffusionTransformer initial(GeneratorSpec spec, TrainingPlan plan, NDManager manager) {
        return new DiffusionTransformer(
                spec.network(), Declaration.fresh(manager, Seeds.stream(plan.seed(), "weights", 0)));
    }

    @Override
    public Weights weights() {
        return network.weights();
    }

    @Override
    public Map<String, Tensor> model(Map<String, Tensor> averaged) {
        return network.model(averaged);
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return 3 * DiffusionTransformer.size(objective.spec().network()).operations();
    }

    @Override
    public Map<String, Object> fingerprint() {
        return fingerprint;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        return objective.batch(update).loss(network.network(scope), scope);
    }

    /** The loss on held-out clips at fixed noise levels, the same clips and noise each time. */
    @Override
    public Map<String, Double> evaluate(long update) throws IOException {
        Map<String, Double> figures = objective.heldOut(network, manager);
        try (NDManager scope = manager.newSubManager();
                MagnitudeGenerator model = MagnitudeGenerator.of(
                        objective.spec(), NetworkDenoiser.of(network.network(scope), objective.spec()), manager)) {
            preview.draw(model, update);
        }
        return figures;
    }
}

package dev.phasewright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Something a {@link TrainingRun} can train: weights and a loss. */
public interface Trainee {
    /** What is trained. */
    Weights weights();

    /**
     * The loss of one update's batch, a scalar with its graph.
     *
     * @param scope the manager of everything made on the way; closed after the update
     * @param update its number, from 1; all randomness must follow from it and the plan's seed alone
     */
    NDArray loss(NDManager scope, long update);

    /**
     * The arrays of the model that the run is for, which need not be those that are trained.
     *
     * @param averaged the average of {@link #weights()}
     */
    default Map<String, Tensor> model(Map<String, Tensor> averaged) {
        return averaged;
    }

    /** What is trained by turns with this, if anything; always the same. */
    default Optional<Opponent> opponent() {
        return Optional.empty();
    }

    /**
     * What the run's result depends on besides the plan, by name: data, features, network. A run is resumed only if all of
     * it is the same.
     *
     * @return strings, numbers, records and lists of such: what JSON can hold
     */
    Map<String, Object> fingerprint();

    /**
     * Judges the averaged weights, which stand in the place of the weights' own during this call; may also draw
     * samples. Called after each checkpoint is safe on disk.
     *
     * @param update the number of the last one
     * @return figures to log, such as validation losses
     * @throws IOException if a picture cannot be written
     */
    Map<String, Double> evaluate(long update) throws IOException;
}

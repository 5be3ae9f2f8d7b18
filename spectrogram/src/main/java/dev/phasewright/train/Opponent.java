package dev.phasewright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.nn.Weights;

/**
 * What learns by turns with a {@link Trainee} to tell its results from the real thing (Goodfellow et al. 2014). It has an
 * optimizer of its own; its state is part of a checkpoint, but not of the model.
 */
public interface Opponent {
    /** What is trained. */
    Weights weights();

    /** Its learning rate, as a part of the trainee's. */
    double rate();

    /**
     * The loss of one update, a scalar with its graph, which must not reach into the trainee's.
     *
     * @param scope the manager of everything made on the way, the same as the trainee's of this update
     * @param update its number; the trainee's loss of it was computed just before
     */
    NDArray loss(NDManager scope, long update);
}

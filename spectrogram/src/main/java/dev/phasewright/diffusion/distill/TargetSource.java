package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.train.DenoisingBatch;

/** What a student is shown and what it should make of it. */
interface TargetSource {
    /**
     * The batch of an update. It follows from the update's number and the networks' weights alone.
     *
     * @param scope for what is computed on the way
     * @param update its number, from 1
     */
    DenoisingBatch batch(NDManager scope, long update);
}

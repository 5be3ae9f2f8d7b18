package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.train.DenoisingBatch;

/** Where a student's lessons come from. */
interface TargetSource {
    /**
     * The batch of an update. It follows from the update's number and the networks' weights alone.
     *
     * @param scope for what is computed on the way
     * @param step the update's number, from 1
     */
    DenoisingBatch at(NDManager scope, long step);
}

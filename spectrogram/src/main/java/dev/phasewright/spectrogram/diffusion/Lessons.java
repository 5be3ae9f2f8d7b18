package dev.phasewright.spectrogram.diffusion;

import ai.djl.ndarray.NDManager;

/** Where a student's lessons come from. */
interface Lessons {
    /**
     * The batch of an update. It follows from the update's number and the networks' weights alone.
     *
     * @param scope for what is computed on the way
     * @param step the update's number, from 1
     */
    Lesson at(NDManager scope, long step);
}

package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The walk down the noise levels that all samplers share, and the one place that minds their memory: each step works in
 * a scope of its own, out of which only what it hands to the next step is carried. Without that, every intermediate of
 * every evaluation of the network would live until the sample is done.
 */
final class SamplingLoop {
    private SamplingLoop() {}

    /** One step of a sampler. */
    @FunctionalInterface
    interface Step {
        /**
         * Steps from {@code levels[i]} to {@code levels[i + 1]}.
         *
         * @param i the index of the level that is left
         * @param carried what the step before returned; at first the starting point alone. Its arrays die with the step.
         * @return the signal at the next level, and after it whatever else the next step wants
         */
        NDList take(int i, NDList carried);
    }

    /** Takes all steps and returns the signal at the last level, attached to {@code start}'s manager. */
    static NDArray run(NDArray start, double[] levels, Condition condition, Step step) {
        requireFalling(levels);
        if (start.getShape().dimension() == 0 || start.getShape().get(0) != condition.batch()) {
            throw new IllegalArgumentException(
                    "a condition of " + condition.batch() + " items does not fit a batch of shape " + start.getShape());
        }
        NDManager manager = start.getManager();
        NDList carried = new NDList(start.duplicate());
        for (int i = 0; i < levels.length - 1; i++) {
            try (NDManager scope = manager.newSubManager()) {
                carried.attach(scope);
                carried = step.take(i, carried);
                carried.attach(manager);
            }
        }
        carried.subNDList(1).close();
        return carried.head();
    }

    private static void requireFalling(double[] levels) {
        if (levels.length < 2) {
            throw new IllegalArgumentException("sampling needs at least two noise levels, not " + levels.length);
        }
        for (int i = 0; i < levels.length - 1; i++) {
            if (!(levels[i + 1] >= 0 && levels[i] > levels[i + 1] && levels[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("noise levels must fall and not be negative, but level " + i + " is "
                        + levels[i] + " and the next " + levels[i + 1]);
            }
        }
    }
}

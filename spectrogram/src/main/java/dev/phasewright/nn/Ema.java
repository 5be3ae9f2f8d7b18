package dev.phasewright.nn;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;

/**
 * The exponential moving average of weights over training, which samples better than the weights themselves (Karras
 * et al. 2022, appendix F). The average warms up: at step {@code n} the decay is at most {@code (1 + n)/(10 + n)}, so
 * that the start is soon forgotten.
 */
public final class Ema {
    private static final int BLOCK = 2048;

    private final double decay;
    private final Map<String, float[]> average;

    /**
     * Starts from the present weights.
     *
     * @param decay the share of the old average kept at each step, in [0, 1)
     */
    public Ema(Weights weights, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("EMA decay must be in [0, 1), not " + decay);
        }
        this.decay = decay;
        this.average = weights.toArrays();
    }

    /** Moves the average towards the present weights, as step {@code step} (from 1) of training. */
    public void update(Weights weights, long step) {
        float take = (float) (1 - Math.min(decay, (1.0 + step) / (10.0 + step)));
        weights.names().parallelStream().forEach(name -> {
            float[] mean = Objects.requireNonNull(average.get(name), name);
            FloatBuffer now = Weights.view(weights.get(name));
            float[] block = new float[BLOCK];
            for (int from = 0; from < mean.length; from += BLOCK) {
                int n = Math.min(BLOCK, mean.length - from);
                now.get(from, block, 0, n);
                for (int i = 0; i < n; i++) {
                    mean[from + i] += take * (block[i] - mean[from + i]);
                }
            }
        });
    }

    /** The averaged values by name: the average's own arrays, not copies. */
    public Map<String, float[]> average() {
        return average;
    }

    /** Runs {@code action} with the averaged values in place of the weights', then puts the weights' own back. */
    public void swapIn(Weights weights, Runnable action) {
        Map<String, float[]> own = weights.toArrays();
        weights.set(average);
        try {
            action.run();
        } finally {
            weights.set(own);
        }
    }
}

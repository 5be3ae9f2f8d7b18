package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The number format in which a network's large products are multiplied. Weights, gradients, averages and all that is
 * added up stay float32 either way (mixed precision, Micikevicius et al. 2018).
 */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /**
     * 8 significant bits and float32's range. Several times as fast on processors that multiply it by themselves (AMX,
     * AVX512-BF16), slower on all others. Results differ from float32's in the third digit.
     */
    BFLOAT16;

    /** How much faster a format has to be to be worth its rounding. */
    private static final double WORTHWHILE = 1.3;

    private static final int REPEATS = 5;

    /** {@link #BFLOAT16} if this machine is plainly faster in it, found by a few products in each; else float32. */
    public static Precision fastest() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            weights.addConstant("probe.weight", new Shape(1024, 256), 1);
            weights.addConstant("probe.bias", new Shape(1024), 0);
            NDArray x = manager.ones(new Shape(1024, 256));
            return WORTHWHILE * nanoseconds(x, weights, BFLOAT16) < nanoseconds(x, weights, FLOAT32)
                    ? BFLOAT16
                    : FLOAT32;
        }
    }

    private static long nanoseconds(NDArray x, Weights weights, Precision precision) {
        weights.computeIn(precision);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            Layers.linear(x, weights, "probe").close();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}

package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Finds out what precision this machine is fastest in, by a few products in each. */
public final class PrecisionProbe {
    /** How much faster a format has to be to be worth its rounding. */
    private static final double WORTHWHILE = 1.3;

    private static final int REPEATS = 5;

    private PrecisionProbe() {}

    /** {@link Precision#BFLOAT16} if this machine is plainly faster in it; else {@link Precision#FLOAT32}. */
    public static Precision fastest() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(1024, 256));
            return WORTHWHILE * nanoseconds(x, Precision.BFLOAT16) < nanoseconds(x, Precision.FLOAT32)
                    ? Precision.BFLOAT16
                    : Precision.FLOAT32;
        }
    }

    private static long nanoseconds(NDArray x, Precision precision) {
        Declaration nn = Declaration.blank(x.getManager());
        Linear linear = nn.linear("probe", 256, 1024);
        nn.weights().computeIn(precision);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            linear.forward(x).close();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}

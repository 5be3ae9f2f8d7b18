package dev.phasewright.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The most that this machine computes in float32: a product of two large square matrices. It is measured now and then
 * between other measurements, for a processor does not always run at the same speed.
 */
public final class MatrixProduct {
    private static final int SIDE = 2048;
    private static final int WARM_UP = 4;
    private static final int PRODUCTS = 8;

    private final NDManager manager;
    private final List<Double> measured = new ArrayList<>();

    public MatrixProduct(NDManager manager) {
        this.manager = manager;
        measure();
    }

    void measure() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray a = scope.ones(new Shape(SIDE, SIDE));
            for (int i = 0; i < WARM_UP + PRODUCTS; i++) {
                long start = System.nanoTime();
                a.matMul(a).close();
                if (i >= WARM_UP) {
                    measured.add(2.0 * SIDE * SIDE * SIDE / (System.nanoTime() - start));
                }
            }
        }
    }

    /** The median of all products measured so far. */
    public double gigaflops() {
        return Median.of(measured);
    }
}

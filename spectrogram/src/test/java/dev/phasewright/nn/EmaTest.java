package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmaTest {
    private static final int SIZE = 2048 + 3;

    @Test
    void isTheWeightedSumThatItsDecaysGive() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "w", new Shape(SIZE), 3);
            Ema ema = new Ema(weights, 0.8);
            int steps = 60;
            for (int step = 1; step <= steps; step++) {
                weights.set(Map.of("w", filled(Math.sin(step))));
                ema.update(weights, step);
            }
            // Every value's share is what it was taken with, times all decays after it.
            double expected = 0;
            for (int step = 0; step <= steps; step++) {
                double share = step == 0 ? 1 : 1 - decayAt(step);
                for (int later = step + 1; later <= steps; later++) {
                    share *= decayAt(later);
                }
                expected += share * (step == 0 ? 3 : Math.sin(step));
            }
            assertArrayEquals(filled(expected), ema.average().get("w"), 2e-6f);
            // After n steps of warm-up the first value's share is the product of (1 + n)/(10 + n).
            assertEquals(2.0 / 11, decayAt(1));
            assertEquals(0.8, decayAt(35));
            assertEquals(35.0 / 44, decayAt(34));
        }
    }

    private static double decayAt(int step) {
        return Math.min(0.8, (1.0 + step) / (10.0 + step));
    }

    private static float[] filled(double value) {
        float[] values = new float[SIZE];
        Arrays.fill(values, (float) value);
        return values;
    }

    @Test
    void swapsItselfInAndTheWeightsBackEvenIfTheActionThrows() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "w", new Shape(2), 1);
            Ema ema = new Ema(weights, 0.5);
            weights.set(Map.of("w", new float[] {5, 7}));
            assertThrows(
                    IllegalStateException.class,
                    () -> ema.swapIn(weights, () -> {
                        assertArrayEquals(new float[] {1, 1}, weights.get("w").toFloatArray());
                        throw new IllegalStateException();
                    }));
            assertArrayEquals(new float[] {5, 7}, weights.get("w").toFloatArray());
        }
    }
}

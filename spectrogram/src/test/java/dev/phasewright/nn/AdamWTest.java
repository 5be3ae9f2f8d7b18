package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamWTest {
    /** Of weights that moved by up to 0.4: in float 1 − 0.999 is 1.7e-5 too much, which torch avoids. */
    private static final float WITHIN = 5e-6f;

    @ParameterizedTest
    @CsvSource({"plain, 0.999, 0", "decayed, 0.99, 0.1"})
    void takesTorchsStepsDecayingMatricesAlone(String name, double beta2, double decay) {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.add(weights, "matrix", name + ".matrix.0");
            TorchNumbers.add(weights, "vector", name + ".vector.0");
            weights.requireGradients(true);
            AdamW adam = new AdamW(weights, beta2, decay);
            for (int step = 1; step <= 6; step++) {
                TorchNumbers.giveGradients(
                        weights,
                        Map.of(
                                "matrix", TorchNumbers.values(name + ".matrix.gradient." + step),
                                "vector", TorchNumbers.values(name + ".vector.gradient." + step)));
                adam.step(weights, step, 0.02 * step, 1);
                TorchNumbers.assertSame(name + ".matrix." + step, weights.get("matrix"), WITHIN);
                TorchNumbers.assertSame(name + ".vector." + step, weights.get("vector"), WITHIN);
            }
        }
    }

    @Test
    void leavesTheGradientsZero() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "w", new Shape(5000), 1);
            weights.requireGradients(true);
            TorchNumbers.giveGradients(weights, Map.of("w", weights.get("w").toFloatArray()));
            new AdamW(weights, 0.99, 0).step(weights, 1, 0.1, 1);
            try (NDArray gradient = weights.get("w").getGradient()) {
                assertArrayEquals(new float[5000], gradient.toFloatArray());
            }
        }
    }

    @Test
    void scalesTheGradientAsIfItHadBeenClipped() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "w", new Shape(1), 0);
            weights.requireGradients(true);
            AdamW adam = new AdamW(weights, 0.99, 0);
            TorchNumbers.giveGradients(weights, Map.of("w", new float[] {8}));
            adam.step(weights, 1, 0.1, 0.25);
            assertEquals(0.2f, adam.moments().get("first.w")[0], 1e-6f);
            assertEquals(0.04f, adam.moments().get("second.w")[0], 1e-6f);
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            assertThrows(IllegalArgumentException.class, () -> new AdamW(weights, 1, 0));
            assertThrows(IllegalArgumentException.class, () -> new AdamW(weights, Double.NaN, 0));
            assertThrows(IllegalArgumentException.class, () -> new AdamW(weights, 0.9, -1));
            assertThrows(IllegalArgumentException.class, () -> new Ema(weights, 1));
        }
    }
}

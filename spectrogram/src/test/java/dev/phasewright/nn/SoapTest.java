package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoapTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final Weights weights = new Weights(manager);

    @AfterEach
    void free() {
        manager.close();
    }

    /** The numbers are by soap.py. */
    @ParameterizedTest
    @CsvSource({
        "4, 6, 0.107165 -0.021175 -0.145567 -0.159838 -0.273161 -0.110666 -0.092208 -0.061671 "
                + "-0.164415 -0.179381 -0.170972 -0.109685 -0.154138 -0.204510 -0.101254 -0.161046 "
                + "-0.163186 -0.152794 -0.431088 -0.341780 -0.126790 -0.172896 -0.075035 -0.218520",
        "6, 4, 0.043380 -0.077477 -0.223143 -0.293069 -0.095398 -0.072551 -0.177346 -0.217973 "
                + "-0.096288 -0.178116 -0.117725 -0.221425 -0.322097 -0.254208 -0.072233 -0.110637 "
                + "-0.027564 -0.148313 -0.263987 -0.234474 -0.211200 -0.064353 -0.171254 -0.220401"
    })
    void takesTheReferencesSteps(int rows, int columns, String expected) {
        weights.add("w", new Shape(rows, columns), new float[rows * columns]);
        weights.requireGradients(true);
        Soap soap = new Soap(weights, new AdamW(weights, 0.99, 0.1), 5, 2);
        for (int t = 1; t <= 40; t++) {
            float[] g = new float[rows * columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double drawn = Math.sin(12.9898 * i + 78.233 * j + 37.719 * t) * 43758.5453;
                    g[i * columns + j] = (float) ((drawn - Math.floor(drawn) - 0.3) * (1 + i + j));
                }
            }
            TorchNumbers.giveGradients(weights, Map.of("w", g));
            soap.step(weights, t, 0.01, 0.5);
        }
        String[] numbers = expected.split(" ", -1);
        float[] found = weights.get("w").toFloatArray();
        for (int k = 0; k < found.length; k++) {
            assertEquals(Float.parseFloat(numbers[k]), found[k], 1e-4f, "value " + k);
        }
        try (NDArray gradient = weights.get("w").getGradient()) {
            assertArrayEquals(new float[rows * columns], gradient.toFloatArray());
        }
    }

    @Test
    void whatIsNoWideMatrixIsLeftToAdamW() {
        try (Weights same = new Weights(manager)) {
            for (Weights w : List.of(weights, same)) {
                TorchNumbers.addConstant(w, "narrow", new Shape(80, 63), 1);
                TorchNumbers.addConstant(w, "vector", new Shape(100), 1);
                TorchNumbers.addConstant(w, "kernel", new Shape(64, 64, 3), 1);
                TorchNumbers.addConstant(w, "huge", new Shape(513, 520), 1);
                w.requireGradients(true);
            }
            Soap soap = new Soap(weights, 0.99, 0.01, 5);
            AdamW adam = new AdamW(same, 0.99, 0.01);
            for (int t = 1; t <= 3; t++) {
                for (Weights w : List.of(weights, same)) {
                    TorchNumbers.giveGradients(w, w.toArrays());
                }
                soap.step(weights, t, 0.1, 1);
                adam.step(same, t, 0.1, 1);
            }
            same.names()
                    .forEach(name -> assertArrayEquals(
                            same.get(name).toFloatArray(), weights.get(name).toFloatArray(), name));
            assertEquals(0, soap.memory().count());
        }
    }

    /** A regression on inputs that vary thirty times as much in some directions as in others, none of which is an axis. */
    @Test
    void findsTheDirectionsThatAdamWDoesNotSee() {
        double byAdam = left(w -> new AdamW(w, 0.99, 0));
        double bySoap = left(w -> new Soap(w, 0.99, 0, 10));
        assertTrue(bySoap < 0.75 * byAdam, bySoap + " is left by SOAP, " + byAdam + " by AdamW");
    }

    /** The mean squared error after some updates. */
    private double left(Function<Weights, Optimizer> by) {
        int side = 64;
        try (Weights learned = new Weights(manager);
                NDManager scope = manager.newSubManager()) {
            Random random = new Random(1);
            NDArray axes = scope.create(normal(random, side * side), new Shape(side, side));
            float[] widths = new float[side];
            for (int i = 0; i < side; i++) {
                widths[i] = (float) (Math.pow(30, -(double) i / side) / Math.sqrt(side));
            }
            NDArray mixed = scope.create(widths).reshape(side, 1).mul(axes);
            NDArray target = scope.create(normal(random, side * side), new Shape(side, side));
            learned.add("w", new Shape(side, side), new float[side * side]);
            learned.requireGradients(true);
            Optimizer optimizer = by.apply(learned);
            for (int t = 1; t <= 200; t++) {
                NDArray x = scope.create(normal(random, side * side), new Shape(side, side))
                        .matMul(mixed);
                NDArray gradient =
                        learned.get("w").sub(target).matMul(x.transpose()).matMul(x);
                TorchNumbers.giveGradients(learned, Map.of("w", gradient.toFloatArray()));
                optimizer.step(learned, t, 0.03 * (1 - t / 201.0), 1);
            }
            return learned.get("w")
                    .sub(target)
                    .matMul(mixed.transpose())
                    .square()
                    .mean()
                    .getFloat();
        }
    }

    private static float[] normal(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void gradientsOfZeroDoNoHarm() {
        TorchNumbers.addConstant(weights, "w", new Shape(64, 64), 1);
        weights.requireGradients(true);
        Soap soap = new Soap(weights, 0.99, 0, 5);
        TorchNumbers.giveGradients(weights, Map.of("w", new float[64 * 64]));
        soap.step(weights, 1, 0.1, 1);
        float[] ones = new float[64 * 64];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, weights.get("w").toFloatArray());
        TorchNumbers.giveGradients(weights, Map.of("w", ones));
        soap.step(weights, 2, 0.1, 1);
        for (float value : weights.get("w").toFloatArray()) {
            assertTrue(value < 1, "fell to " + value);
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new Soap(weights, 0.99, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Soap(weights, 1, 0, 5));
    }
}

package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientNormTest {
    @Test
    void clipsAsTorchDoes() {
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "a", TorchNumbers.shape("clip.a"), 0);
            TorchNumbers.addConstant(weights, "b", TorchNumbers.shape("clip.b"), 0);
            weights.requireGradients(true);
            Map<String, float[]> gradients =
                    Map.of("a", TorchNumbers.values("clip.a"), "b", TorchNumbers.values("clip.b"));
            TorchNumbers.giveGradients(weights, gradients);
            double norm = GradientNorm.of(weights);
            assertEquals(TorchNumbers.values("clip.norm")[0], norm, 1e-6);
            double scale = GradientNorm.scale(norm, 1.5);
            gradients.forEach((name, values) -> {
                float[] clipped = new float[values.length];
                for (int i = 0; i < clipped.length; i++) {
                    clipped[i] = (float) (values[i] * scale);
                }
                // torch divides by the norm plus 1e-6.
                assertArrayEquals(TorchNumbers.values("clip." + name + ".clipped"), clipped, 2e-6f);
            });
        }
    }

    @Test
    void leavesAShorterGradientAlone() {
        assertEquals(1, GradientNorm.scale(0.5, 1));
        assertEquals(1, GradientNorm.scale(1, 1));
        assertEquals(1, GradientNorm.scale(0, 1));
        assertEquals(0.25, GradientNorm.scale(4, 1));
    }

    @Test
    void seesEveryValueOfAnArrayOfManyBlocks() {
        int size = 3 * 4096 + 17;
        float[] gradient = new float[size];
        Arrays.fill(gradient, 0.5f);
        try (NDManager manager = NDManager.newBaseManager();
                Weights weights = new Weights(manager)) {
            TorchNumbers.addConstant(weights, "w", new Shape(size), 0);
            weights.requireGradients(true);
            TorchNumbers.giveGradients(weights, Map.of("w", gradient));
            assertEquals(0.5 * Math.sqrt(size), GradientNorm.of(weights), 1e-6);
            gradient[size - 1] = Float.NaN;
            TorchNumbers.giveGradients(weights, Map.of("w", gradient));
            assertFalse(Double.isFinite(GradientNorm.of(weights)));
            GradientNorm.zero(weights);
            assertEquals(0, GradientNorm.of(weights));
            try (NDArray zeroed = weights.get("w").getGradient()) {
                assertArrayEquals(new float[size], zeroed.toFloatArray());
            }
        }
    }
}

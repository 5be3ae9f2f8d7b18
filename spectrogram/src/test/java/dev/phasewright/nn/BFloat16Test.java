package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.phasewright.random.NormalDeviates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Products in bfloat16 against the same in float32, which {@link LayersTest} holds to PyTorch's numbers. */
class BFloat16Test {
    /** Eight bits are 0.4 % a value; sums of many err less. */
    private static final double ROUNDING = 0.01;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private Weights weights() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(7));
        nn.linear("one", 32, 48);
        nn.perceptron("two", 32, 64);
        nn.selfAttention("three", 32, 4);
        nn.weights().requireGradients(true);
        return nn.weights();
    }

    private static NDArray linear(NDArray x, Weights weights) {
        return Declaration.over(weights).linear("one", 32, 48).forward(x);
    }

    private static NDArray perceptron(NDArray x, Weights weights) {
        return Declaration.over(weights).perceptron("two", 32, 64).forward(x);
    }

    private static NDArray selfAttention(NDArray x, Weights weights, int heads) {
        return Declaration.over(weights).selfAttention("three", 32, heads).forward(x);
    }

    /** The layer's values, and the gradients of all weights that it moved, of the sum of squares. */
    private Map<String, float[]> run(BiFunction<NDArray, Weights, NDArray> layer, Precision precision) {
        Map<String, float[]> found = new LinkedHashMap<>();
        float[] x = new float[3 * 10 * 32];
        NormalDeviates.fill(x, 0, x.length, new SplittableRandom(8));
        try (Weights weights = weights();
                NDManager scope = manager.newSubManager()) {
            weights.computeIn(precision);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = layer.apply(scope.create(x, new Shape(3, 10, 32)), weights);
                found.put("value " + y.getShape(), y.toFloatArray());
                collector.backward(y.square().sum());
            }
            for (String name : weights.names()) {
                try (NDArray gradient = weights.get(name).getGradient()) {
                    found.put(name, gradient.toFloatArray());
                }
            }
        }
        return found;
    }

    private void assertNear(BiFunction<NDArray, Weights, NDArray> layer) {
        Map<String, float[]> exact = run(layer, Precision.FLOAT32);
        Map<String, float[]> rounded = run(layer, Precision.BFLOAT16);
        assertEquals(exact.keySet(), rounded.keySet());
        boolean differs = false;
        for (String name : exact.keySet()) {
            float[] a = exact.get(name);
            float[] b = rounded.get(name);
            double error = 0;
            double power = 0;
            for (int i = 0; i < a.length; i++) {
                error += (a[i] - b[i]) * (a[i] - b[i]);
                power += a[i] * a[i];
            }
            // What does not move the result (a bias common to all keys) has a gradient of rounding errors.
            assertTrue(Math.sqrt(error) <= ROUNDING * Math.sqrt(power) + 1e-2, name);
            differs |= error > 0;
        }
        assertTrue(differs, "computed in float32");
        assertTrue(exact.values().stream().anyMatch(v -> v[0] != 0));
    }

    @Test
    void aLinearLayerAndItsGradients() {
        assertNear(BFloat16Test::linear);
    }

    @Test
    void aPerceptronAndItsGradients() {
        assertNear(BFloat16Test::perceptron);
    }

    @Test
    void selfAttentionAndItsGradients() {
        assertNear((x, w) -> selfAttention(x, w, 4));
    }

    @Test
    void repeatsToTheBit() {
        BiFunction<NDArray, Weights, NDArray> layer = (x, w) -> selfAttention(x, w, 2);
        Map<String, float[]> once = run(layer, Precision.BFLOAT16);
        // The engine looks at the first runs of a script in order to make later ones faster.
        for (int i = 0; i < 4; i++) {
            Map<String, float[]> again = run(layer, Precision.BFLOAT16);
            once.forEach((name, values) -> assertArrayEquals(values, again.get(name), name));
        }
    }

    @Test
    void frozenWeightsComputeTheSameAndStayAsTheyAre() {
        float[] values = new float[3 * 10 * 32];
        NormalDeviates.fill(values, 0, values.length, new SplittableRandom(8));
        try (Weights weights = weights();
                NDManager scope = manager.newSubManager()) {
            weights.requireGradients(false);
            weights.computeIn(Precision.BFLOAT16);
            NDArray x = scope.create(values, new Shape(3, 10, 32));
            List<BiFunction<NDArray, Weights, NDArray>> layers =
                    List.of(BFloat16Test::linear, BFloat16Test::perceptron, (in, w) -> selfAttention(in, w, 4));
            List<float[]> thawed = layers.stream()
                    .map(layer -> layer.apply(x, weights).toFloatArray())
                    .toList();
            weights.freeze();
            // Twice: converted, and found converted.
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < layers.size(); j++) {
                    assertArrayEquals(
                            thawed.get(j), layers.get(j).apply(x, weights).toFloatArray());
                }
            }
            Map<String, float[]> arrays = weights.toArrays();
            assertThrows(IllegalStateException.class, () -> weights.set(arrays));
            assertThrows(IllegalStateException.class, () -> weights.requireGradients(true));
        }
    }

    @Test
    void aScriptThatIsNoScriptIsShown() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> new TorchScript("x: Tensor", "return torch.nonsense(x)\n"));
        assertTrue(e.getMessage().contains("torch.nonsense(x)"), e.getMessage());
    }

    @Test
    void theFastestIsOneOfThem() {
        Precision fastest = PrecisionProbe.fastest();
        assertTrue(fastest == Precision.FLOAT32 || fastest == Precision.BFLOAT16);
    }
}

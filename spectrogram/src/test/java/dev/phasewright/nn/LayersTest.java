package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.random.Seeds;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private void assertLayer(String name, String input, String output, BiFunction<NDArray, Weights, NDArray> layer) {
        Weights weights = new Weights(manager);
        for (String part : new String[] {".weight", ".bias"}) {
            if (TorchNumbers.values(name + part).length > 0) {
                TorchNumbers.add(weights, name + part, name + part);
            }
        }
        int held = weights.manager().getManagedArrays().size();
        try (NDManager scope = manager.newSubManager()) {
            TorchNumbers.assertSame(output, layer.apply(TorchNumbers.array(scope, input), weights));
        }
        assertEquals(held, weights.manager().getManagedArrays().size(), "arrays left with the weights");
    }

    @Test
    void linear() {
        assertLayer("linear", "linear.x", "linear.y", (x, w) -> Declaration.over(w)
                .linear("linear", 4, 5)
                .forward(x));
    }

    @Test
    void linearOfFourAxesIsTheSame() {
        assertLayer("linear", "linear.x", "linear.y", (x, w) -> {
            Shape shape = x.getShape();
            long width = shape.get(shape.dimension() - 1);
            NDArray y =
                    Declaration.over(w).linear("linear", 4, 5).forward(x.reshape(1, shape.size() / width, 1, width));
            return y.reshape(
                    Shape.update(shape, shape.dimension() - 1, y.getShape().get(3)));
        });
    }

    @Test
    void layerNorm() {
        assertLayer("norm", "norm.x", "norm.y", (x, w) -> Declaration.over(w)
                .layerNorm("norm", 8)
                .forward(x));
    }

    @Test
    void geluIsTheExactOne() {
        assertLayer("gelu", "activation.x", "gelu.y", (x, w) -> Functional.gelu(x));
    }

    @Test
    void silu() {
        assertLayer("silu", "activation.x", "silu.y", (x, w) -> Functional.silu(x));
    }

    @Test
    void attention() {
        assertLayer("attention", "attention.qkv", "attention.y", (x, w) -> SelfAttention.attention(x, 2));
    }

    @Test
    void convolution() {
        assertLayer("convolution", "convolution.x", "convolution.y", (x, w) -> Declaration.over(w)
                .convolution("convolution", 3, 4, 5, Initializer.ZEROS)
                .forward(x));
    }

    @Test
    void depthwiseConvolution() {
        assertLayer("depthwise", "depthwise.x", "depthwise.y", LayersTest::depthwise);
    }

    @Test
    void depthwiseConvolutionOfFrozenWeightsIsTheSame() {
        assertLayer("depthwise", "depthwise.x", "depthwise.y", (x, w) -> {
            w.freeze();
            return depthwise(x, w);
        });
    }

    private static NDArray depthwise(NDArray x, Weights weights) {
        return Declaration.over(weights)
                .depthwiseConvolution("depthwise", 3, 5, Initializer.ZEROS)
                .forward(x);
    }

    @Test
    void withNeighbours() {
        assertLayer("neighbours", "neighbours.x", "neighbours.y", (x, w) -> Functional.withNeighbours(x));
    }

    /** A small item by itself goes another way through the engine unless it has company. */
    @Test
    void anItemByItselfIsAsInCompany() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Convolution2d plane =
                    Declaration.fresh(manager, Seeds.stream(1, "layers", 0)).convolution2d("plane", 3, 4, 3, 1);
            NDArray x = manager.randomNormal(new Shape(2, 3, 7, 9));
            assertEquals(new Shape(1, 4, 7, 9), plane.forward(x.get("0:1")).getShape());
            assertArrayEquals(
                    plane.forward(x).get("0:1").toFloatArray(),
                    plane.forward(x.get("0:1")).toFloatArray());
        }
    }

    @Test
    void convolution2d() {
        for (int stride : new int[] {1, 2}) {
            assertLayer("conv2d", "conv2d.x", "conv2d." + stride, (x, w) -> Declaration.over(w)
                    .convolution2d("conv2d", 3, 4, 3, stride)
                    .forward(x));
        }
    }

    @Test
    void sinusoidalFeaturesAreCosinesThenSines() {
        float[] features = Functional.sinusoidal(new double[] {0, 0.37}, 6, 100);
        double[] expected = {
            1,
            1,
            1,
            0,
            0,
            0,
            // 37·10000^(−i/3)
            Math.cos(37),
            Math.cos(37 * 0.046415888336127774),
            Math.cos(37 * 0.0021544346900318834),
            Math.sin(37),
            Math.sin(37 * 0.046415888336127774),
            Math.sin(37 * 0.0021544346900318834)
        };
        assertEquals(expected.length, features.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], features[i], 1e-6);
        }
    }
}

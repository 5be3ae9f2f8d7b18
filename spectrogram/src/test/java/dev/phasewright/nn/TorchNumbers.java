package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** The arrays of expected.py. */
final class TorchNumbers {
    private static final JsonNode ALL = load();

    private TorchNumbers() {}

    private static JsonNode load() {
        try (InputStream in = TorchNumbers.class.getResourceAsStream("expected.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] values(String name) {
        JsonNode values = ALL.path(name).path("values");
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values.path(i).asDouble();
        }
        return array;
    }

    static Shape shape(String name) {
        JsonNode shape = ALL.path(name).path("shape");
        long[] dimensions = new long[shape.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = shape.path(i).asLong();
        }
        return new Shape(dimensions);
    }

    static NDArray array(NDManager manager, String name) {
        return manager.create(values(name), shape(name));
    }

    /** Adds an expected array to weights under another name. */
    static void add(Weights weights, String as, String name) {
        weights.add(as, shape(name), values(name));
    }

    /** Adds an array full of one value. */
    static void addConstant(Weights weights, String name, Shape shape, float value) {
        float[] values = new float[(int) shape.size()];
        Arrays.fill(values, value);
        weights.add(name, shape, values);
    }

    static void assertSame(String expected, NDArray actual) {
        assertSame(expected, actual, 2e-6f);
    }

    static void assertSame(String expected, NDArray actual, float within) {
        assertEquals(shape(expected), actual.getShape());
        assertArrayEquals(values(expected), actual.toFloatArray(), within, expected);
    }

    /** Adds to the weights' gradients, by the loss whose gradient they are. */
    static void giveGradients(Weights weights, Map<String, float[]> gradients) {
        try (NDManager scope = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = scope.zeros(new Shape());
            for (Map.Entry<String, float[]> g : gradients.entrySet()) {
                NDArray weight = weights.get(g.getKey());
                loss = loss.add(scope.create(g.getValue(), weight.getShape())
                        .mul(weight)
                        .sum());
            }
            collector.backward(loss);
        }
    }
}

package dev.phasewright.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    record Description(String name, int size, List<Float> values) {
        Description {
            if (size < 1) {
                throw new IllegalArgumentException("size must be positive, not " + size);
            }
        }
    }

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private Weights weights;

    @BeforeEach
    void fill() {
        weights = new Weights(manager);
        weights.add("a", new Shape(2, 2), new float[] {1, 2, 3, 4});
        weights.add("b", new Shape(3), new float[] {5, 6, 7});
    }

    @AfterEach
    void free() {
        manager.close();
    }

    private Map<String, Tensor> arrays() {
        return new LinkedHashMap<>(weights.tensors(weights.toArrays(), ""));
    }

    private String refusal() {
        Map<String, float[]> before = weights.toArrays();
        String message = assertThrows(CheckpointException.class, () -> Checkpoint.load(folder, weights))
                .getMessage();
        before.forEach((name, values) ->
                assertArrayEquals(values, weights.get(name).toFloatArray(), "touched by a refused file"));
        assertTrue(message.startsWith(folder.resolve("model.safetensors") + ": "), message);
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void readsBackADescriptionAndWeights() throws IOException {
        Description description = new Description("it", 3, List.of(0.1f, 1e-9f));
        Checkpoint.write(folder.resolve("new"), description, arrays(), DataType.FLOAT16);
        weights.set(Map.of("a", new float[4], "b", new float[3]));
        Checkpoint.load(folder.resolve("new"), weights);
        assertArrayEquals(new float[] {1, 2, 3, 4}, weights.get("a").toFloatArray());
        assertArrayEquals(new float[] {5, 6, 7}, weights.get("b").toFloatArray());
        assertEquals(
                description, JsonFile.read(folder.resolve("new").resolve(Checkpoint.DESCRIPTION), Description.class));
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertEquals(2, files.count(), "something else is left behind");
        }
    }

    @Test
    void namesAMissingArray() throws IOException {
        Map<String, Tensor> arrays = arrays();
        arrays.remove("b");
        Checkpoint.write(folder, "", arrays, DataType.FLOAT32);
        assertTrue(refusal().contains("no array b (wanted (3))"), refusal());
    }

    @Test
    void namesAnArrayLeftOver() throws IOException {
        Map<String, Tensor> arrays = arrays();
        arrays.put("stranger", new Tensor(new Shape(1), new float[1]));
        Checkpoint.write(folder, "", arrays, DataType.FLOAT32);
        assertTrue(refusal().contains("array stranger is none of the model's"), refusal());
    }

    @Test
    void namesBothShapesOfAMisshapenArray() throws IOException {
        Map<String, Tensor> arrays = arrays();
        arrays.put("a", new Tensor(new Shape(4), new float[4]));
        Checkpoint.write(folder, "", arrays, DataType.FLOAT32);
        assertTrue(refusal().contains("array a is (4), wanted (2, 2)"), refusal());
    }

    @Test
    void refusesValuesThatAreNoNumbers() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Map<String, Tensor> arrays = arrays();
            arrays.put("b", new Tensor(new Shape(3), new float[] {1, bad, 1}));
            Checkpoint.write(folder, "", arrays, DataType.FLOAT16);
            assertTrue(refusal().contains("array b holds " + bad), refusal());
        }
    }

    private String told(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), json);
        String message = assertThrows(
                        CheckpointException.class,
                        () -> JsonFile.read(folder.resolve(Checkpoint.DESCRIPTION), Description.class),
                        json)
                .getMessage();
        String start = file + ": not a model description: ";
        String end = "; fetch or train the model again";
        assertTrue(message.startsWith(start) && message.endsWith(end), message);
        return message.substring(start.length(), message.length() - end.length());
    }

    @Test
    void saysPlainlyWhatIsWrongWithADescription() throws IOException {
        assertEquals("size: missing", told("{\"name\":\"x\",\"values\":[]}"));
        assertEquals("name: missing", told("{\"name\":null,\"size\":1,\"values\":[]}"));
        assertEquals("size must be positive, not 0", told("{\"name\":\"x\",\"size\":0,\"values\":[]}"));
        assertEquals("size: not a valid value", told("{\"name\":\"x\",\"size\":{},\"values\":[]}"));
        assertEquals("size: not a valid value", told("{\"name\":\"x\",\"size\":1.5,\"values\":[]}"));
        assertEquals("size: not a valid value", told("{\"name\":\"x\",\"size\":99999999999,\"values\":[]}"));
        assertEquals("values[1]: not a valid value", told("{\"name\":\"x\",\"size\":1,\"values\":[1,\"two\"]}"));
        assertEquals("not a valid value", told("[]"));
        assertEquals("empty", told(""));
        assertEquals("not JSON", told("{\"name\":\"x\",\"size\":1,\"val"));
        assertEquals("not JSON", told("RIFF"));
        assertEquals("not a valid value", told("{\"name\":\"x\",\"size\":1,\"values\":[]} {}"));
        told("[".repeat(50_000));
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Files.write(folder.resolve("model.json"), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, 0, 1});
        assertThrows(
                CheckpointException.class,
                () -> JsonFile.read(folder.resolve(Checkpoint.DESCRIPTION), Description.class));
        Files.writeString(folder.resolve("model.json"), "null");
        assertThrows(
                CheckpointException.class,
                () -> JsonFile.read(folder.resolve(Checkpoint.DESCRIPTION), Description.class));
    }

    @Test
    void saysThatAFolderHoldsNoModel() {
        assertEquals(
                folder + ": not a model directory (no model.json in it)",
                assertThrows(
                                CheckpointException.class,
                                () -> JsonFile.read(folder.resolve(Checkpoint.DESCRIPTION), Description.class))
                        .getMessage());
    }
}

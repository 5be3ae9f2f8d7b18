package dev.phasewright.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    private static Map<String, Tensor> some() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b.weight", new Tensor(new Shape(2, 3), new float[] {1, -2.5f, 3e-3f, 0, 1e4f, -0.1f}));
        tensors.put("a.bias", new Tensor(new Shape(2), new float[] {0.25f, 7}));
        tensors.put("scalar", new Tensor(new Shape(), new float[] {42}));
        return tensors;
    }

    private Path written(DataType type) throws IOException {
        Path file = folder.resolve("some.safetensors");
        SafeTensors.write(file, some(), type);
        return file;
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Map<String, Tensor> read = SafeTensors.read(written(DataType.FLOAT32));
        assertEquals(some().keySet(), read.keySet());
        some().forEach((name, tensor) -> {
            assertEquals(tensor.shape(), read.get(name).shape());
            assertArrayEquals(tensor.values(), read.get(name).values());
        });
    }

    @Test
    void halfPrecisionKeepsElevenBits() throws IOException {
        Map<String, Tensor> read = SafeTensors.read(written(DataType.FLOAT16));
        some().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i++) {
                float v = tensor.values()[i];
                assertEquals(v, read.get(name).values()[i], Math.abs(v) / 2048);
            }
        });
        assertTrue(Files.size(folder.resolve("some.safetensors")) < 400);
    }

    @Test
    void readsEveryHalfAsTheEngineDoes() throws IOException {
        ByteBuffer bits = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1 << 16; i++) {
            bits.putShort((short) i);
        }
        Path file = file("{\"h\":{\"dtype\":\"F16\",\"shape\":[65536],\"data_offsets\":[0,131072]}}", bits.array());
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray engine = manager.create(bits.rewind(), new Shape(1 << 16), DataType.FLOAT16)
                    .toType(DataType.FLOAT32, false);
            float[] expected = engine.toFloatArray();
            float[] read = SafeTensors.read(file).get("h").values();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], read[i], "half " + Integer.toHexString(i));
            }
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    @Test
    void skipsMetadataAndPadding() throws IOException {
        Path file = file(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}    ",
                new byte[] {0, 0, (byte) 0x80, 0x3f});
        Map<String, Tensor> read = SafeTensors.read(file);
        assertEquals(List.of("w"), List.copyOf(read.keySet()));
        assertArrayEquals(new float[] {1}, read.get("w").values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "nonsense",
                "{\"w\":3}",
                "{\"w\":{}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775800,9223372036854775807]}}",
                "{\"w\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x",
            })
    void refusesAHeaderThatTheFileCannotHold(String header) throws IOException {
        assertRefused(file(header, new byte[8]));
    }

    @Test
    void refusesADeeplyNestedHeader() throws IOException {
        assertRefused(file("{\"w\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", new byte[8]));
    }

    @Test
    void refusesAHeaderLengthBeyondTheFile() throws IOException {
        for (long length : new long[] {0, 1, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(100)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .put((byte) '{')
                    .array();
            assertRefused(Files.write(folder.resolve("length.safetensors"), bytes));
        }
    }

    @Test
    void refusesAFileCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(written(DataType.FLOAT16));
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void meetsFlippedBytesWithValuesOrItsOwnException() throws IOException {
        byte[] whole = Files.readAllBytes(written(DataType.FLOAT32));
        SplittableRandom random = new SplittableRandom(8);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("flipped.safetensors"), bytes);
            try {
                SafeTensors.read(file)
                        .forEach((name, t) -> assertEquals(t.shape().size(), t.values().length));
            } catch (CheckpointException e) {
                assertPlain(file, e);
                refused++;
            }
        }
        assertTrue(refused > 500, refused + " refused");
    }

    @Test
    void namesAMissingFileAndAFolder() throws IOException {
        Path missing = folder.resolve("none.safetensors");
        assertEquals(
                missing + ": no such file; fetch or train the model again",
                assertThrows(CheckpointException.class, () -> SafeTensors.read(missing))
                        .getMessage());
        assertEquals(
                folder + ": not a file",
                assertThrows(CheckpointException.class, () -> SafeTensors.read(folder))
                        .getMessage());
    }

    private static void assertRefused(Path file) {
        assertPlain(file, assertThrows(CheckpointException.class, () -> SafeTensors.read(file)));
    }

    private static void assertPlain(Path file, CheckpointException e) {
        assertEquals(file + ": truncated or not safetensors; fetch or train the model again", e.getMessage());
    }
}

package dev.phasewright.spectrogram.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named arrays in a file of the safetensors format, through DJL's encoder. */
public final class SafeTensors {
    private static final int LONGEST_HEADER = 100_000_000;

    private SafeTensors() {}

    /** An array as it is stored: a shape and its values, row-major. Holds the array it is given, without a copy. */
    public static final class Tensor {
        private final Shape shape;
        private final float[] values;

        /** Pairs values with their shape. */
        public Tensor(Shape shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }

        /** The dimensions. */
        public Shape shape() {
            return shape;
        }

        /** The values, row-major; not a copy. */
        public float[] values() {
            return values;
        }
    }

    /**
     * Writes arrays of one type.
     *
     * @param type {@code FLOAT32}, or {@code FLOAT16} for weights that are shipped
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, DataType type) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            NDList list = new NDList(tensors.size());
            tensors.forEach((name, tensor) -> {
                NDArray array = manager.create(tensor.values, tensor.shape).toType(type, false);
                array.setName(name);
                list.add(array);
            });
            list.encode(out, NDList.Encoding.SAFETENSORS);
        } catch (IOException e) {
            throw Checkpoint.unwritable(file, e);
        }
    }

    /**
     * Reads all arrays, converted to float32.
     *
     * @throws CheckpointException if the file is missing, truncated or not of the format
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        shapes(file);
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (NDArray array : NDList.decode(manager, new DataInputStream(in))) {
                NDArray single = array.toType(DataType.FLOAT32, false);
                tensors.put(array.getName(), new Tensor(single.getShape(), single.toFloatArray()));
            }
            return tensors;
        } catch (EOFException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    /**
     * The names and shapes of a file's arrays, in the order of the file, from its header alone. That the arrays are there
     * in full is checked too, which also keeps the decoder from allocating what a corrupt header claims.
     *
     * @throws CheckpointException if the file is missing, truncated or not of the format
     * @throws IOException if it cannot be read
     */
    public static Map<String, Shape> shapes(Path file) throws IOException {
        long size;
        JsonNode header;
        try (InputStream in = Files.newInputStream(file)) {
            size = Files.size(file);
            byte[] start = in.readNBytes(8);
            long length = 0;
            for (int i = start.length - 1; i >= 0; i--) {
                length = (length << 8) | (start[i] & 0xff);
            }
            if (start.length < 8 || length < 2 || length > Math.min(size - 8, LONGEST_HEADER)) {
                throw damaged(file, null);
            }
            size -= 8 + length;
            header = Checkpoint.JSON.readTree(in.readNBytes((int) length));
        } catch (NoSuchFileException e) {
            throw new CheckpointException(file + ": missing; fetch or train the model again", e);
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                JsonNode array = entry.getValue();
                if (array.path("data_offsets").path(1).asLong(Long.MAX_VALUE) > size) {
                    throw damaged(file, null);
                }
                long[] dimensions = new long[array.path("shape").size()];
                Arrays.setAll(dimensions, d -> array.path("shape").get(d).asLong());
                shapes.put(entry.getKey(), new Shape(dimensions));
            }
        }
        return shapes;
    }

    private static CheckpointException damaged(Path file, Exception cause) {
        return new CheckpointException(file + ": truncated or not safetensors; fetch or train the model again", cause);
    }
}

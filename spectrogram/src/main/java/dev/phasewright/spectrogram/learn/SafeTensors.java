package dev.phasewright.spectrogram.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named arrays in a file of the safetensors format, through DJL's encoder. */
public final class SafeTensors {
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
        }
    }

    /**
     * Reads all arrays, converted to float32.
     *
     * @throws CheckpointException if the file is missing, truncated or not of the format
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            requireSaneHeader(file);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (NDArray array : NDList.decode(manager, new DataInputStream(in))) {
                NDArray single = array.toType(DataType.FLOAT32, false);
                tensors.put(array.getName(), new Tensor(single.getShape(), single.toFloatArray()));
            }
            return tensors;
        } catch (NoSuchFileException e) {
            throw new CheckpointException("no such file: " + file, e);
        } catch (RuntimeException e) {
            throw new CheckpointException(file + ": truncated or not safetensors; fetch or train the model again", e);
        }
    }

    /** Keeps the decoder from allocating what a corrupt header claims. */
    private static void requireSaneHeader(Path file) throws IOException {
        long size = Files.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(9);
            long header = 0;
            for (int i = Math.min(7, start.length - 1); i >= 0; i--) {
                header = (header << 8) | (start[i] & 0xff);
            }
            if (start.length < 9 || header < 2 || header > size - 8 || start[8] != '{') {
                throw new CheckpointException(file + ": truncated or not safetensors; fetch or train the model again");
            }
        }
    }
}

package dev.phasewright.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Float16Utils;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.nn.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named arrays in a file of the safetensors format. */
public final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Bytes before the header: its length. */
    private static final int PREFIX = Long.BYTES;
    /** As the format's reference implementation has it. */
    private static final long LARGEST_HEADER = 100_000_000;

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private SafeTensors() {}

    /**
     * Writes arrays of one type, whole or not at all.
     *
     * @param type {@code FLOAT32}, or {@code FLOAT16} for weights that are shipped
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, DataType type) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList list = new NDList(tensors.size());
            tensors.forEach((name, tensor) -> {
                NDArray array = manager.create(tensor.values(), tensor.shape()).toType(type, false);
                array.setName(name);
                list.add(array);
            });
            AtomicFile.write(file, out -> list.encode(out, NDList.Encoding.SAFETENSORS));
        }
    }

    /**
     * Reads all arrays, float32 or float16, as float32.
     *
     * <p>Not by DJL's decoder: what a damaged header claims would decide how much that allocates, and a type it cannot
     * convert would end the process. Here nothing is allocated that the file does not hold.
     *
     * @throws CheckpointException if the file is missing, truncated or not of the format
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Stored> named : header(channel).entrySet()) {
                Stored stored = named.getValue();
                ByteBuffer bytes = bytes(channel, stored.from, stored.length);
                tensors.put(named.getKey(), new Tensor(stored.shape, stored.half ? halves(bytes) : floats(bytes)));
            }
            return tensors;
        } catch (BadHeaderException | EOFException e) {
            throw damaged(file, e);
        }
    }

    /**
     * The names and shapes of a file's arrays, from its header alone.
     *
     * @throws CheckpointException if the file is missing, truncated or not of the format
     * @throws IOException if it cannot be read
     */
    public static Map<String, Shape> shapes(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            header(channel).forEach((name, stored) -> shapes.put(name, stored.shape));
            return shapes;
        } catch (BadHeaderException | EOFException e) {
            throw damaged(file, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CheckpointException(file + ": no such file; fetch or train the model again");
        }
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file + ": not a file");
        }
        return FileChannel.open(file);
    }

    private static CheckpointException damaged(Path file, Exception cause) {
        return new CheckpointException(file + ": truncated or not safetensors; fetch or train the model again", cause);
    }

    /** The arrays that a file holds, in its order; all that is claimed of them is true of the file. */
    private static Map<String, Stored> header(FileChannel channel) throws IOException, BadHeaderException {
        long size = channel.size();
        long header = size < PREFIX ? -1 : bytes(channel, 0, PREFIX).getLong();
        if (header < 2 || header > Math.min(size - PREFIX, LARGEST_HEADER)) {
            throw new BadHeaderException();
        }
        JsonNode entries = parse(bytes(channel, PREFIX, (int) header).array());
        long start = PREFIX + header;
        long left = size - start;
        Map<String, Stored> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> named : entries.properties()) {
            if (named.getKey().equals("__metadata__")) {
                continue;
            }
            Stored stored = Stored.of(named.getValue(), start, size - start);
            // Arrays do not overlap, so all of them are no longer than the file.
            left -= stored.length;
            if (left < 0) {
                throw new BadHeaderException();
            }
            arrays.put(named.getKey(), stored);
        }
        return arrays;
    }

    /** What the header says of one array. */
    private record Stored(boolean half, Shape shape, long from, int length) {
        static Stored of(JsonNode entry, long start, long available) throws BadHeaderException {
            String type = entry.path("dtype").asText();
            JsonNode offsets = entry.path("data_offsets");
            long from = integer(offsets.path(0));
            long length = integer(offsets.path(1)) - from;
            boolean half = type.equals("F16");
            if (!(half || type.equals("F32")) || offsets.size() != 2 || length < 0 || from > available - length) {
                throw new BadHeaderException();
            }
            JsonNode shape = entry.path("shape");
            long[] dimensions = new long[shape.size()];
            long values = 1;
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = integer(shape.path(i));
                if ((double) values * dimensions[i] > available) {
                    throw new BadHeaderException();
                }
                values *= dimensions[i];
            }
            if (!shape.isArray() || values * (half ? Short.BYTES : Float.BYTES) != length || length > LARGEST_ARRAY) {
                throw new BadHeaderException();
            }
            return new Stored(half, new Shape(dimensions), start + from, (int) length);
        }

        private static long integer(JsonNode node) throws BadHeaderException {
            if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0) {
                throw new BadHeaderException();
            }
            return node.asLong();
        }
    }

    private static final class BadHeaderException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static JsonNode parse(byte[] header) throws BadHeaderException {
        try {
            JsonNode entries = JSON.readTree(header);
            if (!entries.isObject()) {
                throw new BadHeaderException();
            }
            return entries;
        } catch (IOException e) {
            throw (BadHeaderException) new BadHeaderException().initCause(e);
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static float[] halves(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float16Utils.halfToFloat(bytes.getShort());
        }
        return values;
    }
}

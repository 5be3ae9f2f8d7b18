package dev.phasewright.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phasewright.audio.file.Durability;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * A model on disk: a directory with {@code model.json}, which says everything about the model, and {@code
 * model.safetensors}, its weights. The description is a record of the model's own kind.
 */
public final class Checkpoint {
    /** The description's file name. */
    public static final String DESCRIPTION = "model.json";

    /** The weights' file name. */
    public static final String WEIGHTS = "model.safetensors";

    /** Weights on their way: those of a description that is in place already, or of none. */
    private static final String NEXT = WEIGHTS + ".next";

    /** The description's field with the {@link #fingerprint} of its weights. */
    private static final String FINGERPRINT = "weights";

    private Checkpoint() {}

    /**
     * Writes a model into a directory, made if need be. Whatever ends the process, a power cut too, what is read there
     * afterwards is the old model or the new one: the new weights are put beside the old, then the description is
     * replaced, which tells the weights it belongs to, then the weights.
     *
     * @param description a record that {@link #describe} can read back
     * @param type the type the weights are stored in
     * @throws IOException if the directory cannot be written
     */
    public static void write(Path directory, Object description, Map<String, Tensor> weights, DataType type)
            throws IOException {
        Durability.createDirectories(directory);
        Path next = directory.resolve(NEXT);
        if (weightsOf(directory).equals(next)) {
            // An earlier writer was cut off before its last step.
            Durability.move(next, directory.resolve(WEIGHTS));
        }
        SafeTensors.write(next, weights, type);
        JsonNode told = JsonFile.tree(description);
        if (told instanceof ObjectNode fields) {
            fields.put(FINGERPRINT, fingerprint(SafeTensors.read(next)));
        }
        JsonFile.write(directory.resolve(DESCRIPTION), told);
        Durability.move(next, directory.resolve(WEIGHTS));
    }

    /**
     * Replaces a model's description by another of the same weights.
     *
     * @param description a record that {@link #describe} can read back
     * @throws CheckpointException if there is no description yet
     * @throws IOException if the directory cannot be read or written
     */
    public static void describeAnew(Path directory, Object description) throws IOException {
        Path file = directory.resolve(DESCRIPTION);
        JsonNode weights = JsonFile.readTree(file).get(FINGERPRINT);
        JsonNode told = JsonFile.tree(description);
        if (weights != null && told instanceof ObjectNode fields) {
            fields.set(FINGERPRINT, weights);
        }
        JsonFile.write(file, told);
    }

    /** The file with the weights that the description tells of: those in place, but for a writer that was cut off. */
    private static Path weightsOf(Path directory) throws IOException {
        Path next = directory.resolve(NEXT);
        Path description = directory.resolve(DESCRIPTION);
        if (!Files.exists(next) || !Files.exists(description)) {
            return directory.resolve(WEIGHTS);
        }
        String told = JsonFile.readTree(description).path(FINGERPRINT).asText();
        return isWhole(next, told) && !isWhole(directory.resolve(WEIGHTS), told) ? next : directory.resolve(WEIGHTS);
    }

    private static boolean isWhole(Path file, String told) throws IOException {
        try {
            return fingerprint(SafeTensors.read(file)).equals(told);
        } catch (CheckpointException e) {
            return false;
        }
    }

    /**
     * Reads a model's description.
     *
     * @param type the record to read it as
     * @param kind what its field {@code kind} must say
     * @throws CheckpointException if it is missing, of another kind (both are named), or not such a description
     * @throws IOException if it cannot be read
     */
    public static <T> T describe(Path directory, Class<T> type, String kind) throws IOException {
        Path file = directory.resolve(DESCRIPTION);
        return describe(file, JsonFile.readTree(file), type, kind);
    }

    /** {@link #describe(Path, Class, String)} of what was read from a file. */
    static <T> T describe(Path file, JsonNode tree, Class<T> type, String kind) throws CheckpointException {
        String stored = JsonFile.parse(file, tree, Kind.class).kind;
        if (!kind.equals(stored)) {
            throw new CheckpointException(
                    file + ": " + (stored == null ? "names no kind of model" : "is of kind \"" + stored + "\"")
                            + ", not \"" + kind + "\"; choose another model");
        }
        return JsonFile.parse(file, tree, type);
    }

    private record Kind(String kind) {}

    /**
     * Fills weights from a model directory.
     *
     * @throws CheckpointException if the file is missing or corrupt, or an array is missing, left over or misshapen
     *     (its name and both shapes are in the message), or holds a value that is not finite
     * @throws IOException if it cannot be read
     */
    public static void load(Path directory, Weights into) throws IOException {
        load(directory, read(directory), into);
    }

    /**
     * The arrays of a model directory, for {@link #load(Path, Map, Weights)} once their size is known.
     *
     * @throws CheckpointException if the file is missing or corrupt
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path directory) throws IOException {
        return SafeTensors.read(weightsOf(directory));
    }

    /** Sixteen hexadecimal digits that follow from the names and values of a model's arrays. */
    public static String fingerprint(Map<String, Tensor> arrays) {
        CRC32C names = new CRC32C();
        CRC32C values = new CRC32C();
        new TreeMap<>(arrays).forEach((name, tensor) -> {
            names.update(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
            bytes.asFloatBuffer().put(tensor.values());
            values.update(bytes);
        });
        return String.format(Locale.ROOT, "%08x%08x", names.getValue(), values.getValue());
    }

    /**
     * Keeps a damaged description from having a network made that is far larger than what is stored.
     *
     * @param arrays what {@link #read} found
     * @param described the size of the network described
     * @throws CheckpointException if that is far more than there are in the arrays; both are named
     */
    public static void requireSize(Path directory, Map<String, Tensor> arrays, NetworkSize described)
            throws CheckpointException {
        double stored =
                arrays.values().stream().mapToDouble(t -> t.values().length).sum();
        if (described.parameters() > 2 * stored + 1e6) {
            throw new CheckpointException(String.format(
                    Locale.ROOT,
                    "%s: %s describes a network of %.0f parameters, %s holds %.0f; fetch or train the model again",
                    directory,
                    DESCRIPTION,
                    described.parameters(),
                    WEIGHTS,
                    stored));
        }
    }

    /**
     * Fills weights with the arrays read from a model directory.
     *
     * @throws CheckpointException as {@link #load(Path, Weights)} does
     */
    public static void load(Path directory, Map<String, Tensor> arrays, Weights into) throws CheckpointException {
        Path file = directory.resolve(WEIGHTS);
        Map<String, float[]> values = select(file, arrays, "", into);
        for (String name : arrays.keySet()) {
            if (!values.containsKey(name)) {
                throw new CheckpointException(
                        file + ": array " + name + " is none of the model's; " + "fetch or train the model again");
            }
        }
        into.set(values);
    }

    /**
     * Fills weights with arrays that somebody else has named; arrays that are none of theirs are left alone.
     *
     * @param file where the arrays come from, for messages
     * @param storedName the stored name of each weight
     * @throws CheckpointException if an array is missing or misshapen (its stored name and both shapes are in the
     *     message), or holds a value that is not finite
     */
    public static void load(Path file, Map<String, Tensor> arrays, UnaryOperator<String> storedName, Weights into)
            throws CheckpointException {
        into.set(select(file, arrays, storedName, into));
    }

    /** The arrays of {@code weights}' names under a prefix, checked against its shapes. */
    public static Map<String, float[]> select(Path file, Map<String, Tensor> stored, String prefix, Weights weights)
            throws CheckpointException {
        return select(file, stored, name -> prefix + name, weights);
    }

    private static Map<String, float[]> select(
            Path file, Map<String, Tensor> stored, UnaryOperator<String> storedName, Weights weights)
            throws CheckpointException {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : weights.names()) {
            String storedAs = storedName.apply(name);
            Tensor tensor = stored.get(storedAs);
            Shape wanted = weights.get(name).getShape();
            if (tensor == null) {
                throw new CheckpointException(
                        file + ": no array " + storedAs + " (wanted " + wanted + "); fetch or train the model again");
            }
            if (!tensor.shape().equals(wanted)) {
                throw new CheckpointException(file + ": array " + storedAs + " is " + tensor.shape() + ", wanted "
                        + wanted + "; fetch or train the model again");
            }
            requireFinite(file, storedAs, tensor);
            values.put(name, tensor.values());
        }
        return values;
    }

    /**
     * Refuses an array that holds a value that is not finite.
     *
     * @param file where it comes from, for the message
     * @param name what it is called there
     * @throws CheckpointException if there is one; the array's name and the value are in the message
     */
    public static void requireFinite(Path file, String name, Tensor tensor) throws CheckpointException {
        for (float v : tensor.values()) {
            if (!Float.isFinite(v)) {
                throw new CheckpointException(
                        file + ": array " + name + " holds " + v + "; fetch or train the model again");
            }
        }
    }
}

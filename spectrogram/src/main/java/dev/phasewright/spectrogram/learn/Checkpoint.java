package dev.phasewright.spectrogram.learn;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.phasewright.spectrogram.learn.SafeTensors.Tensor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model on disk: a directory with {@code model.json}, which says everything about the model, and {@code
 * model.safetensors}, its weights. The description is a record of the model's own kind.
 */
public final class Checkpoint {
    /** The description's file name. */
    public static final String DESCRIPTION = "model.json";

    /** The weights' file name. */
    public static final String WEIGHTS = "model.safetensors";

    static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Checkpoint() {}

    /**
     * Writes a model into a directory, made if need be; each file appears whole or not at all, the description last.
     *
     * @param description a record that {@link #describe} can read back
     * @param type the type the weights are stored in
     * @throws IOException if the directory cannot be written
     */
    public static void write(Path directory, Object description, Map<String, Tensor> weights, DataType type)
            throws IOException {
        Files.createDirectories(directory);
        Path part = directory.resolve(WEIGHTS + ".part");
        try {
            SafeTensors.write(part, weights, type);
            move(part, directory.resolve(WEIGHTS));
            writeJson(directory.resolve(DESCRIPTION), description);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes a record as JSON, whole or not at all. */
    public static void writeJson(Path file, Object record) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, JSON.writeValueAsString(record) + "\n");
            move(part, file);
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            Files.deleteIfExists(part);
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
        String stored = readJson(file, Kind.class).kind;
        if (!kind.equals(stored)) {
            throw new CheckpointException(
                    file + ": " + (stored == null ? "names no kind of model" : "is of kind \"" + stored + "\"")
                            + ", not \"" + kind + "\"; choose another model");
        }
        return readJson(file, type);
    }

    private record Kind(String kind) {}

    /**
     * Reads a record from JSON.
     *
     * @throws CheckpointException if the file is missing, or not such a record
     * @throws IOException if it cannot be read
     */
    public static <T> T readJson(Path file, Class<T> kind) throws IOException {
        try {
            T record = JSON.readValue(Files.readString(file), kind);
            if (record == null) {
                throw new CheckpointException(file + ": empty; fetch or train the model again");
            }
            return record;
        } catch (NoSuchFileException e) {
            throw new CheckpointException(
                    file.getParent() + ": not a model directory (no " + file.getFileName() + " in it)", e);
        } catch (JsonProcessingException e) {
            // What a record's own checks say is better than where in Jackson they said it.
            String why =
                    e.getCause() instanceof IllegalArgumentException own ? own.getMessage() : e.getOriginalMessage();
            throw new CheckpointException(
                    file + ": not a model description: " + firstLine(why) + "; fetch or train the model again", e);
        }
    }

    /**
     * Fills weights from a model directory.
     *
     * @throws CheckpointException if the file is missing or corrupt, or an array is missing, left over or misshapen
     *     (its name and both shapes are in the message), or holds a value that is not finite
     * @throws IOException if it cannot be read
     */
    public static void load(Path directory, Weights into) throws IOException {
        Path file = directory.resolve(WEIGHTS);
        into.set(select(file, SafeTensors.read(file), "", into));
    }

    /** The arrays of {@code weights}' names under a prefix, checked against its shapes. */
    static Map<String, float[]> select(Path file, Map<String, Tensor> stored, String prefix, Weights weights)
            throws CheckpointException {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : weights.names()) {
            Tensor tensor = stored.get(prefix + name);
            Shape wanted = weights.get(name).getShape();
            if (tensor == null) {
                throw new CheckpointException(file + ": no array " + prefix + name + " (wanted " + wanted + ")");
            }
            if (!tensor.shape().equals(wanted)) {
                throw new CheckpointException(
                        file + ": array " + prefix + name + " is " + tensor.shape() + ", wanted " + wanted);
            }
            for (float v : tensor.values()) {
                if (!Float.isFinite(v)) {
                    throw new CheckpointException(
                            file + ": array " + prefix + name + " holds " + v + "; fetch or train the model again");
                }
            }
            values.put(name, tensor.values());
        }
        return values;
    }

    /** Pairs values with the shapes of the weights they belong to, under a prefix. */
    static Map<String, Tensor> tensors(Weights weights, Map<String, float[]> values, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        values.forEach((name, v) ->
                tensors.put(prefix + name, new Tensor(weights.get(name).getShape(), v)));
        return tensors;
    }

    /** A failure to write, with the file's name: the system's own message may be only "No space left on device". */
    static IOException unwritable(Path file, IOException why) {
        String reason =
                why instanceof FileSystemException f && f.getReason() != null ? f.getReason() : why.getMessage();
        if (why instanceof AccessDeniedException) {
            reason = "permission denied";
        }
        return new CheckpointException(
                file + ": cannot be written (" + reason + "); make room or choose another folder", why);
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String firstLine(String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}

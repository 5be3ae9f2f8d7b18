package dev.phasewright.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.phasewright.audio.file.AtomicFile;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON, such as a model's description. What is read has to be whole: a value that is missing, of another type
 * or refused by the record is told by its place, in one line that has no Java in it.
 */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JsonFile() {}

    /** Writes a record as JSON, whole or not at all. */
    public static void write(Path file, Object record) throws IOException {
        byte[] json = (JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    /**
     * Reads a record from JSON.
     *
     * @throws CheckpointException if the file is missing, or not such a record
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> kind) throws IOException {
        return parse(file, readTree(file), kind);
    }

    /** A record as JSON, to be added to before {@link #write}. */
    static JsonNode tree(Object record) {
        return JSON.valueToTree(record);
    }

    /** What a file holds, not yet understood. */
    static JsonNode readTree(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CheckpointException(
                    file.getParent() + ": not a model directory (no " + file.getFileName() + " in it)");
        }
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file + ": not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode tree = JSON.readTree(in);
            if (tree.isMissingNode()) {
                throw undescribed(file, "empty", null);
            }
            return tree;
        } catch (JsonProcessingException | CharConversionException e) {
            throw undescribed(file, plain(e), e);
        }
    }

    /** What a file holds as a record. */
    static <T> T parse(Path file, JsonNode tree, Class<T> type) throws CheckpointException {
        if (tree.isNull()) {
            throw new CheckpointException(file + ": empty; fetch or train the model again");
        }
        try {
            return JSON.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw undescribed(file, plain(e), e);
        }
    }

    private static CheckpointException undescribed(Path file, String why, @Nullable IOException cause) {
        return new CheckpointException(
                file + ": not a model description: " + why + "; fetch or train the model again", cause);
    }

    /** What is wrong and where, without Java's names for it. */
    private static String plain(IOException e) {
        if (!(e instanceof JsonMappingException mapping) || e.getCause() instanceof JsonParseException) {
            return "not JSON";
        }
        String where = mapping.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
                .collect(Collectors.joining());
        String place = where.isEmpty() ? "" : where.substring(where.startsWith(".") ? 1 : 0) + ": ";
        if (mapping.getCause() instanceof IllegalArgumentException refused) {
            return place + firstLine(refused.getMessage());
        }
        String message = firstLine(mapping.getOriginalMessage());
        if (message.startsWith("No content")) {
            return "empty";
        }
        return place
                + (message.startsWith("Missing") || message.startsWith("Null value") ? "missing" : "not a valid value");
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}

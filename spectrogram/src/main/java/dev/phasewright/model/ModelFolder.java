package dev.phasewright.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model on disk that was found, and whose {@value Checkpoint#DESCRIPTION} was read: once, so that whoever finds a model,
 * checks it and loads it speaks of the same one.
 */
public final class ModelFolder {
    private final Path path;
    private final JsonNode description;

    private ModelFolder(Path path, JsonNode description) {
        this.path = path;
        this.description = description;
    }

    /**
     * Finds a model and reads its description.
     *
     * @param nameOrDirectory a model that {@link ModelPath} finds
     * @throws CheckpointException if there is none, or its description is not JSON
     * @throws IOException if it cannot be read
     */
    public static ModelFolder find(String nameOrDirectory) throws IOException {
        return read(ModelPath.find(nameOrDirectory));
    }

    /**
     * Reads a model's description.
     *
     * @param directory with {@value Checkpoint#DESCRIPTION} in it
     * @throws CheckpointException if it is missing or not JSON
     * @throws IOException if it cannot be read
     */
    public static ModelFolder read(Path directory) throws IOException {
        return new ModelFolder(directory, JsonFile.readTree(directory.resolve(Checkpoint.DESCRIPTION)));
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** The directory's last name, by which people know the model. */
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Whether its description names this kind of model. */
    public boolean isOf(String kind) {
        return kind.equals(description.path("kind").asText());
    }

    /**
     * The description as a record of the model's own kind.
     *
     * @param kind what its field {@code kind} must say
     * @throws CheckpointException if it is of another kind (both are named), or not such a description
     */
    public <T> T describe(Class<T> type, String kind) throws CheckpointException {
        return Checkpoint.describe(path.resolve(Checkpoint.DESCRIPTION), description, type, kind);
    }
}

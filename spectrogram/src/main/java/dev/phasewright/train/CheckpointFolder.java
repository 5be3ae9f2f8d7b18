package dev.phasewright.train;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of a run: folders named by the number of updates, each of which appears under its name only when it is
 * complete. Saving one removes those before it.
 *
 * @param path where they are; made when the first is saved
 */
record CheckpointFolder(Path path) {
    private static final String STATE = "state.json";
    private static final String ARRAYS = "state.safetensors";
    private static final String PREFIX = "step-";

    /**
     * What a checkpoint knows beside the arrays.
     *
     * @param updates done
     * @param seconds time spent on them, over all stretches
     * @param plan the run's plan
     * @param fingerprint the trainee's
     * @param precision what products are computed in
     */
    record State(
            @JsonProperty("step") long updates,
            double seconds,
            JsonNode plan,
            JsonNode fingerprint,
            Precision precision) {}

    /** Whether there is a checkpoint to resume from. */
    boolean isBegun() throws IOException {
        return latest().isPresent();
    }

    /**
     * What the latest checkpoint knows.
     *
     * @throws CheckpointException if there is none, or it is damaged
     * @throws IOException if it cannot be read
     */
    State state() throws IOException {
        Path checkpoint =
                latest().orElseThrow(() -> new CheckpointException(path + ": no checkpoint to resume from"));
        return JsonFile.read(checkpoint.resolve(STATE), State.class);
    }

    /** The file of what {@link #state} gives. */
    Path stateFile() throws IOException {
        return latest().orElseThrow().resolve(STATE);
    }

    /** The file of the latest checkpoint's arrays. */
    Path arraysFile() throws IOException {
        return latest().orElseThrow().resolve(ARRAYS);
    }

    /** Saves a checkpoint, whole or not at all. */
    void save(State state, Map<String, Tensor> arrays) throws IOException {
        Path part = path.resolve("unfinished.part");
        delete(part);
        Files.createDirectories(part);
        SafeTensors.write(part.resolve(ARRAYS), arrays, DataType.FLOAT32);
        JsonFile.write(part.resolve(STATE), state);
        Path target = path.resolve(PREFIX + String.format(Locale.ROOT, "%09d", state.updates));
        delete(target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        for (Path old : all()) {
            if (!old.equals(target)) {
                delete(old);
            }
        }
    }

    /** Removes all checkpoints. */
    void clear() throws IOException {
        for (Path old : all()) {
            delete(old);
        }
    }

    private Optional<Path> latest() throws IOException {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d{9}"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path p : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}

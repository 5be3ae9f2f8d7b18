package dev.phasewright.train;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.audio.file.Durability;
import dev.phasewright.audio.file.FolderTree;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checkpoints of a run: folders named by the number of updates, each of which appears under its name only when it is
 * complete and safe from a power cut. Two are kept, so that there is one to go back to when a disk has damaged the other.
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

    /**
     * A checkpoint as it was read.
     *
     * @param folder it is in
     * @param state what it knows
     */
    record Saved(Path folder, State state) {
        /** The file of {@link #state}. */
        Path stateFile() {
            return folder.resolve(STATE);
        }

        /** The file of the arrays. */
        Path arraysFile() {
            return folder.resolve(ARRAYS);
        }
    }

    /** What takes up a checkpoint. */
    @FunctionalInterface
    interface Reader {
        /** Throws a {@link CheckpointException} if the checkpoint is damaged. */
        void read(Saved checkpoint) throws IOException;
    }

    /** Whether there is a checkpoint to resume from. */
    boolean isBegun() throws IOException {
        return !all().isEmpty();
    }

    /**
     * Gives the newest checkpoint to a reader, and if it is damaged, the one before it.
     *
     * @return what was wrong with those that were passed over
     * @throws CheckpointException if there is none, or all are damaged; it tells of the newest
     * @throws IOException if one cannot be read
     */
    List<CheckpointException> read(Reader reader) throws IOException {
        List<CheckpointException> damaged = new ArrayList<>();
        List<Path> all = all();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                reader.read(new Saved(all.get(i), JsonFile.read(all.get(i).resolve(STATE), State.class)));
                return damaged;
            } catch (CheckpointException e) {
                damaged.add(e);
            }
        }
        throw damaged.isEmpty() ? new CheckpointException(path + ": no checkpoint to resume from") : damaged.get(0);
    }

    /**
     * Saves a checkpoint, whole or not at all, and keeps the one before it. Any of more updates are those of an attempt
     * that was given up.
     */
    void save(State state, Map<String, Tensor> arrays) throws IOException {
        Path part = path.resolve("unfinished.part");
        FolderTree.remove(part);
        Durability.createDirectories(part);
        SafeTensors.write(part.resolve(ARRAYS), arrays, DataType.FLOAT32);
        JsonFile.write(part.resolve(STATE), state);
        Path target = path.resolve(PREFIX + String.format(Locale.ROOT, "%09d", state.updates));
        FolderTree.remove(target);
        Durability.move(part, target);
        List<Path> all = all();
        int kept = all.indexOf(target);
        for (int i = 0; i < all.size(); i++) {
            if (i < kept - 1 || i > kept) {
                FolderTree.remove(all.get(i));
            }
        }
    }

    /** Removes all checkpoints. */
    void clear() throws IOException {
        for (Path old : all()) {
            FolderTree.remove(old);
        }
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
}

package dev.phasewright.evaluation.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a training wrote down on its way, beside its model: a line of JSON for each report and each checkpoint. */
public final class TrainingHistory {
    /** The file's name. */
    public static final String FILE = "training.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainingHistory() {}

    /**
     * All rows, in order; of a line that is being written, or was not written to its end, there is nothing in it.
     *
     * @param model the folder; without such a file there are none
     * @throws IOException if it cannot be read
     */
    public static List<JsonNode> of(Path model) throws IOException {
        Path file = model.resolve(FILE);
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            rows.add(row(line));
        }
        return rows;
    }

    private static JsonNode row(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}

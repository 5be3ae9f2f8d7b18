package dev.phasewright.collection;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.evaluation.training.TrainingHistory;
import dev.phasewright.evaluation.training.TrainingVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a training is, as it writes into its model's folder.
 *
 * @param updates that are done
 * @param checkpoint the last update whose model can be heard, or 0
 * @param perSecond updates; 0 while that is not known
 * @param losses the mean loss of each twenty updates or so, from the first to the last
 * @param heldOut the loss on what is held out, at the last checkpoint; null if nothing is
 * @param verdict what was last found of its samples; null if nothing was yet
 */
record TrainingRecord(
        long updates,
        long checkpoint,
        double perSecond,
        List<Double> losses,
        @Nullable Double heldOut,
        @Nullable TrainingVerdict verdict) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** More points than that no curve needs. */
    private static final int MOST_LOSSES = 200;

    /**
     * Reads what there is; a line that is being written is left for the next time.
     *
     * @param batch clips an update
     */
    static TrainingRecord of(Path model, int batch) throws IOException {
        long updates = 0;
        long checkpoint = 0;
        double perSecond = 0;
        Double heldOut = null;
        List<Double> losses = new ArrayList<>();
        for (JsonNode row : TrainingHistory.of(model)) {
            if (row.has("checkpoint")) {
                checkpoint = row.get("checkpoint").asLong();
                updates = Math.max(updates, checkpoint);
                heldOut = row.has("loss") ? (Double) row.get("loss").asDouble() : null;
            } else if (row.has("step")) {
                updates = Math.max(updates, row.get("step").asLong());
                perSecond = row.path("clips_per_second").asDouble() / batch;
                losses.add(row.path("loss").asDouble());
            }
        }
        Path verdict = model.resolve(TrainingVerdict.FILE);
        return new TrainingRecord(
                updates,
                checkpoint,
                perSecond,
                thinned(losses),
                heldOut,
                Files.exists(verdict) ? read(verdict, TrainingVerdict.class) : null);
    }

    /** A record of which what is null may be missing. */
    static <T> T read(Path file, Class<T> kind) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), kind);
    }

    private static List<Double> thinned(List<Double> losses) {
        int each = Math.max(1, (losses.size() + MOST_LOSSES - 1) / MOST_LOSSES);
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < losses.size(); i += each) {
            kept.add(losses.get(i));
        }
        return kept;
    }

    /** Whether all was learned that was to be, or as much as does no harm. */
    boolean isWhole(Lesson lesson) {
        return checkpoint > 0 && (checkpoint >= lesson.updates() || (verdict != null && verdict.isCopying()));
    }
}

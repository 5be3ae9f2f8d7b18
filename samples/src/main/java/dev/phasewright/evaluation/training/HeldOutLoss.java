package dev.phasewright.evaluation.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a training on few recordings is past where it is worth keeping. The loss on what is held out rises long before
 * samples are copies; but they still come nearer to recordings while it rises by a few per cent, and those of the lowest loss
 * were up to twice as far off ({@code study memory --judge}). So what is kept is the last model of which the loss is within a
 * tenth of the lowest.
 */
public final class HeldOutLoss {
    /** By as much the loss may rise; where it has risen by more at so many checkpoints in a row, there is no hope. */
    private static final double RISEN = 1.1;

    private static final int PATIENCE = 3;
    private static final String FIGURE = "loss";
    private static final String ORIGIN = "validation " + FIGURE;
    private static final String CHECKPOINT = "checkpoint";

    private double best = Double.POSITIVE_INFINITY;
    private long bestUpdate;
    private long keptUpdate;
    private double last = Double.NaN;
    private long lastUpdate;
    private int risen;

    /**
     * Goes on from a training, by what its log says of checkpoints, and from a model, by what its origin says of it.
     *
     * @param folder of both; either may be missing
     * @throws IOException if one is there and cannot be read
     */
    public static HeldOutLoss of(Path folder) throws IOException {
        HeldOutLoss loss = new HeldOutLoss();
        if (Files.exists(folder.resolve(Checkpoint.DESCRIPTION))) {
            String found = GeneratorSpec.of(ModelFolder.read(folder)).origin().get(ORIGIN);
            loss.best = found == null ? loss.best : Double.parseDouble(found);
        }
        for (JsonNode row : TrainingHistory.of(folder)) {
            if (row.has(CHECKPOINT)
                    && row.path(FIGURE).isNumber()
                    && row.get(FIGURE).asDouble() < loss.best) {
                loss.best = row.get(FIGURE).asDouble();
                loss.bestUpdate = row.get(CHECKPOINT).asLong();
            }
        }
        return loss;
    }

    /** Is told the figures of a checkpoint, among which the loss is not if nothing is held out. */
    public void told(long update, Map<String, Double> figures) {
        last = figures.getOrDefault(FIGURE, Double.NaN);
        lastUpdate = update;
        risen = last > RISEN * best ? risen + 1 : 0;
        if (last < best) {
            best = last;
            bestUpdate = update;
        }
        keptUpdate = isGood() ? update : keptUpdate;
    }

    /** Whether the last checkpoint is within a tenth of the best one; true if nobody can tell. */
    public boolean isGood() {
        return !(last > RISEN * best);
    }

    /** Whether it has been worse by a tenth three times in a row. */
    public boolean isPast() {
        return risen >= PATIENCE;
    }

    /** Which checkpoint was kept, in one line, if it was not the last. */
    public Optional<String> line() {
        return isGood()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "what is held out was known best at step %d, loss %.4f (step %d: %.4f); the model is that of "
                                + (keptUpdate == 0 ? "before" : "step " + keptUpdate),
                        bestUpdate,
                        best,
                        lastUpdate,
                        last));
    }
}

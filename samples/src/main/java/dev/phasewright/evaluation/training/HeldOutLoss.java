package dev.phasewright.evaluation.training;

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
 * Whether a training on few recordings has passed its best: the loss on what is held out rises long before samples are
 * copies ({@code study memory}), and then the model of the checkpoint with the lowest one is what to keep.
 */
public final class HeldOutLoss {
    /** By as much the loss has to have risen, at so many checkpoints in a row, for there to be no hope. */
    private static final double RISEN = 1.1;

    private static final int PATIENCE = 3;
    private static final String FIGURE = "loss";
    private static final String ORIGIN = "validation " + FIGURE;

    private double best = Double.POSITIVE_INFINITY;
    private long bestUpdate;
    private double last = Double.NaN;
    private long lastUpdate;
    private int risen;

    /**
     * Goes on from a model, by what its origin says of it, if it is there.
     *
     * @param folder of the model
     * @throws IOException if it is there and cannot be read
     */
    public static HeldOutLoss of(Path folder) throws IOException {
        HeldOutLoss loss = new HeldOutLoss();
        if (Files.exists(folder.resolve(Checkpoint.DESCRIPTION))) {
            String found = GeneratorSpec.of(ModelFolder.read(folder)).origin().get(ORIGIN);
            loss.best = found == null ? loss.best : Double.parseDouble(found);
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
    }

    /** Whether no checkpoint before was better than the last; true if nobody can tell. */
    public boolean isBest() {
        return !(last > best);
    }

    /** Whether it has been worse by a tenth three times in a row. */
    public boolean isPast() {
        return risen >= PATIENCE;
    }

    /** Which checkpoint was best, in one line, if it was not the last. */
    public Optional<String> line() {
        return isBest()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "what is held out was known best at step %d, loss %.4f (step %d: %.4f); the model is that of then",
                        bestUpdate,
                        best,
                        lastUpdate,
                        last));
    }
}

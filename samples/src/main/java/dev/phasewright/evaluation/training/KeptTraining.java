package dev.phasewright.evaluation.training;

import ai.djl.ndarray.types.DataType;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A training that a study makes, in a folder that remembers how far it came. What is finished is a model like any other.
 *
 * @param folder made by the first checkpoint
 */
public record KeptTraining(Path folder) {
    /** Whether the model is there. */
    public boolean isFinished() {
        return Files.exists(folder.resolve(Checkpoint.DESCRIPTION));
    }

    /**
     * Trains to the plan's end, from where it was left, and writes the model.
     *
     * @param description of the model
     * @param type in which its weights are stored
     * @throws InterruptedIOException if it was asked to stop before; what was done is kept
     * @throws IOException if the folder holds another training, or cannot be written
     */
    public void run(
            Trainee trainee,
            TrainingPlan plan,
            Object description,
            DataType type,
            TrainingObserver observer,
            BooleanSupplier stop)
            throws IOException {
        Path checkpoints = folder.resolve(TrainingRun.CHECKPOINTS);
        TrainingRun run = new TrainingRun(trainee, plan, checkpoints);
        if (TrainingRun.hasCheckpoint(checkpoints)) {
            run.resume();
        }
        TrainingRun.Outcome outcome = run.run(observer, stop);
        if (!outcome.finished()) {
            throw new InterruptedIOException(folder + ": stopped after " + outcome.updates() + " of " + plan.updates()
                    + " updates; the same command goes on from there");
        }
        Checkpoint.write(folder, description, run.averagedWeights(), type);
        run.discardCheckpoints();
    }
}

package dev.phasewright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Ema;
import dev.phasewright.nn.GradientNorm;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains a {@link Trainee} by AdamW or SOAP with clipping, warm-up, cosine decay and weight averaging, in a way that can be
 * killed at any moment and resumed exactly.
 *
 * <p>The state is weights, their average, the optimizer's moments and bases, and the number of updates; all randomness follows from
 * the seed and that number ({@link Seeds}). A checkpoint is a directory that appears under its name only when it is
 * complete, so whatever kills the process, a power cut too, leaves the last whole one. On one thread the resumed run reaches the same
 * bits as one never stopped.
 */
public final class TrainingRun {
    /** The folder of checkpoints in a model's own. */
    public static final String CHECKPOINTS = "checkpoints";

    private static final int HOPELESS = 50;
    private static final String AVERAGE = "ema.";
    private static final String OPPONENT = "opponent.";

    private final Trainee trainee;
    private final TrainingPlan plan;
    private final CheckpointFolder checkpoints;
    private final Learner learner;
    private final Optional<Opponent> opponent;
    /** The opponent's weights and optimizer. */
    private final Optional<Learner> other;

    private final Ema ema;
    private long updates;
    private double seconds;

    /**
     * How a run ended.
     *
     * @param updates done
     * @param finished whether these were all
     * @param seconds time spent training, over all stretches
     */
    public record Outcome(long updates, boolean finished, double seconds) {}

    /**
     * Prepares a run from the trainee's present weights.
     *
     * @param directory where checkpoints are kept; made when the first is saved
     */
    public TrainingRun(Trainee trainee, TrainingPlan plan, Path directory) {
        this.trainee = trainee;
        this.plan = plan;
        this.checkpoints = new CheckpointFolder(directory);
        this.learner = new Learner(trainee.weights(), plan);
        this.opponent = trainee.opponent();
        this.other = opponent.map(o -> new Learner(o.weights(), plan));
        this.ema = new Ema(trainee.weights(), plan.emaDecay());
    }

    /** Whether a directory holds a checkpoint to resume from. */
    public static boolean hasCheckpoint(Path directory) throws IOException {
        return new CheckpointFolder(directory).isBegun();
    }

    /**
     * Refuses to resume under another plan, which {@link #resume} would too, but after the data were read.
     *
     * @throws CheckpointException if there is no checkpoint, or it belongs to another plan; what differs is named
     * @throws IOException if it cannot be read
     */
    public static void requirePlan(Path directory, TrainingPlan plan) throws IOException {
        new CheckpointFolder(directory)
                .read(newest -> Fingerprint.requireSame(
                        directory, "plan", newest.state().plan(), Fingerprint.of(plan)));
    }

    /**
     * The updates between the checkpoints of a run that can be resumed.
     *
     * @throws CheckpointException if there is no checkpoint
     * @throws IOException if it cannot be read
     */
    public static long checkpointEvery(Path directory) throws IOException {
        long[] every = {1};
        new CheckpointFolder(directory)
                .read(newest -> every[0] = Math.max(
                        1, newest.state().plan().path("checkpointEvery").asLong()));
        return every[0];
    }

    /** Removes the checkpoints of an earlier run, so that no later one takes them up. */
    public void discardCheckpoints() throws IOException {
        checkpoints.clear();
    }

    /**
     * Takes up the latest checkpoint that is whole, and the precision it was computed in.
     *
     * @return what is wrong with a later one that was passed over, a line each; empty if none was
     * @throws CheckpointException if there is none, all are damaged, or they belong to another plan or other data (what
     *     differs is named)
     * @throws IOException if it cannot be read
     */
    public List<String> resume() throws IOException {
        Path directory = checkpoints.path();
        requirePlan(directory, plan);
        return checkpoints.read(this::takeUp).stream()
                .map(Throwable::getMessage)
                .toList();
    }

    private void takeUp(CheckpointFolder.Saved checkpoint) throws IOException {
        CheckpointFolder.State state = checkpoint.state();
        Fingerprint.requireSame(
                checkpoints.path(), "data set or network", state.fingerprint(), Fingerprint.of(trainee.fingerprint()));
        if (state.updates() < 0 || state.updates() > plan.updates()) {
            throw new CheckpointException(checkpoint.stateFile() + ": step " + state.updates() + " of " + plan.updates()
                    + "; start anew in another directory");
        }
        Path file = checkpoint.arraysFile();
        Map<String, Tensor> stored = SafeTensors.read(file);
        Weights weights = trainee.weights();
        Map<String, float[]> averaged = Checkpoint.select(file, stored, AVERAGE, weights);
        learner.restore(file, "", stored);
        if (other.isPresent()) {
            other.get().restore(file, OPPONENT, stored);
        }
        Learner.copy(averaged, "", ema.average());
        weights.computeIn(state.precision());
        updates = state.updates();
        seconds = state.seconds();
    }

    /** The updates done so far. */
    public long updates() {
        return updates;
    }

    /** The time spent on them in seconds, over all stretches. */
    public double seconds() {
        return seconds;
    }

    /** The model with the averaged weights, as it would be shipped. */
    public Map<String, Tensor> averagedWeights() {
        return trainee.model(trainee.weights().tensors(ema.average(), ""));
    }

    /**
     * Trains until the plan is done or {@code stop} says so; either way the last thing done is a checkpoint.
     *
     * @param stop asked after every update
     * @throws DivergedException after many updates in a row without a finite gradient
     * @throws IOException if a checkpoint cannot be written
     */
    public Outcome run(TrainingObserver observer, BooleanSupplier stop) throws IOException {
        trainee.weights().requireGradients(true);
        opponent.ifPresent(o -> o.weights().requireGradients(true));
        int hopeless = 0;
        long begun = updates;
        Pace pace = new Pace(plan.batch());
        try (NDManager manager = NDManager.newBaseManager()) {
            while (updates < plan.updates()) {
                long start = System.nanoTime();
                TrainingObserver.Update update = update(manager, updates + 1, pace);
                updates++;
                seconds += (System.nanoTime() - start) * 1e-9;
                observer.updated(update);
                hopeless = Double.isFinite(update.gradientNorm()) ? 0 : hopeless + 1;
                if (hopeless == HOPELESS) {
                    throw new DivergedException("training diverged at step " + updates + ": no finite gradient for "
                            + HOPELESS + " updates; start anew with a lower learning rate");
                }
                if (stop.getAsBoolean()) {
                    break;
                }
                if (updates % plan.checkpointEvery() == 0 && updates < plan.updates()) {
                    checkpoint(observer);
                }
            }
        }
        if (updates > begun) {
            checkpoint(observer);
        }
        return new Outcome(updates, updates >= plan.updates(), seconds);
    }

    private TrainingObserver.Update update(NDManager manager, long number, Pace pace) {
        double loss;
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray value = trainee.loss(scope, number);
            collector.backward(value);
            loss = value.getFloat();
            opponent.ifPresent(o -> {
                // The trainee's loss is a verdict of the opponent's, so it has left gradients there, too.
                GradientNorm.zero(o.weights());
                collector.backward(o.loss(scope, number));
            });
        }
        double rate = plan.learningRateAt(number);
        double norm = learner.step(plan, number, rate);
        if (Double.isFinite(norm)) {
            ema.update(trainee.weights(), number);
        }
        opponent.ifPresent(o -> other.orElseThrow().step(plan, number, rate * o.rate()));
        return new TrainingObserver.Update(number, plan.updates(), loss, rate, norm, pace.tick());
    }

    private void checkpoint(TrainingObserver observer) throws IOException {
        save();
        Weights weights = trainee.weights();
        weights.requireGradients(false);
        try {
            ema.swapIn(weights, () -> {
                try {
                    observer.checkpointed(updates, trainee.evaluate(updates));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            weights.requireGradients(true);
        }
    }

    private void save() throws IOException {
        Map<String, Tensor> arrays = trainee.weights().tensors(ema.average(), AVERAGE);
        learner.store("", arrays);
        other.ifPresent(o -> o.store(OPPONENT, arrays));
        checkpoints.save(
                new CheckpointFolder.State(
                        updates,
                        seconds,
                        Fingerprint.of(plan),
                        Fingerprint.of(trainee.fingerprint()),
                        trainee.weights().precision()),
                arrays);
    }
}

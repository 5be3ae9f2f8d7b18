package dev.phasewright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.AdamW;
import dev.phasewright.nn.Ema;
import dev.phasewright.nn.GradientNorm;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Trains a {@link Trainee} by AdamW with clipping, warm-up, cosine decay and weight averaging, in a way that can be
 * killed at any moment and resumed exactly.
 *
 * <p>The state is weights, their average, AdamW's two moments and the number of updates; all randomness follows from
 * the seed and that number ({@link Seeds}). A checkpoint is a directory that appears under its name only when it is
 * complete, so whatever kills the process leaves the last whole one. On one thread the resumed run reaches the same
 * bits as one never stopped.
 */
public final class TrainingRun {
    private static final int HOPELESS = 50;
    private static final String STATE = "state.json";
    private static final String ARRAYS = "state.safetensors";
    private static final String PREFIX = "step-";
    private static final String OPPONENT = "opponent.";

    private final Trainee trainee;
    private final TrainingPlan plan;
    private final Path directory;
    private final Learner learner;
    private final Optional<Opponent> opponent;
    /** The opponent's weights and optimizer. */
    private final Optional<Learner> other;

    private final Ema ema;
    private long step;
    private double seconds;

    /** Weights that an optimizer moves. */
    private record Learner(Weights weights, AdamW optimizer) {
        Learner(Weights weights, TrainingPlan plan) {
            this(weights, new AdamW(weights, plan.beta2(), plan.weightDecay()));
        }

        /** One update, left out if the gradients are not finite; their norm. */
        double step(TrainingPlan plan, long number, double rate) {
            double norm = GradientNorm.of(weights);
            if (Double.isFinite(norm)) {
                optimizer.step(weights, number, rate, GradientNorm.scale(norm, plan.clipNorm()));
            } else {
                GradientNorm.zero(weights);
            }
            return norm;
        }

        void store(String prefix, Map<String, Tensor> arrays) {
            arrays.putAll(weights.tensors(weights.toArrays(), prefix + "weights."));
            optimizer.state().forEach((name, values) -> {
                String parameter = name.substring(name.indexOf('.') + 1);
                arrays.put(prefix + name, new Tensor(weights.get(parameter).getShape(), values));
            });
        }

        void restore(Path file, String prefix, Map<String, Tensor> stored) throws CheckpointException {
            Map<String, float[]> first = Checkpoint.select(file, stored, prefix + "first.", weights);
            Map<String, float[]> second = Checkpoint.select(file, stored, prefix + "second.", weights);
            weights.set(Checkpoint.select(file, stored, prefix + "weights.", weights));
            copy(first, "first.", optimizer.state());
            copy(second, "second.", optimizer.state());
        }
    }

    /**
     * What a checkpoint knows beside the arrays.
     *
     * @param step updates done
     * @param seconds time spent on them, over all stretches
     * @param plan the run's plan
     * @param fingerprint the trainee's
     * @param precision what products are computed in
     */
    record State(long step, double seconds, TrainingPlan plan, String fingerprint, Precision precision) {}

    /**
     * How a run ended.
     *
     * @param step updates done
     * @param finished whether these were all
     * @param seconds time spent training, over all stretches
     */
    public record Outcome(long step, boolean finished, double seconds) {}

    /**
     * Prepares a run from the trainee's present weights.
     *
     * @param directory where checkpoints are kept; made when the first is saved
     */
    public TrainingRun(Trainee trainee, TrainingPlan plan, Path directory) {
        this.trainee = trainee;
        this.plan = plan;
        this.directory = directory;
        this.learner = new Learner(trainee.weights(), plan);
        this.opponent = trainee.opponent();
        this.other = opponent.map(o -> new Learner(o.weights(), plan));
        this.ema = new Ema(trainee.weights(), plan.emaDecay());
    }

    /** Whether a directory holds a checkpoint to resume from. */
    public static boolean hasCheckpoint(Path directory) throws IOException {
        return latest(directory).isPresent();
    }

    /**
     * Refuses to resume under another plan, which {@link #resume} would too, but after the data were read.
     *
     * @throws CheckpointException if there is no checkpoint, or it belongs to another plan; what differs is named
     * @throws IOException if it cannot be read
     */
    public static void requirePlan(Path directory, TrainingPlan plan) throws IOException {
        Path checkpoint = latest(directory)
                .orElseThrow(() -> new CheckpointException(directory + ": no checkpoint to resume from"));
        State state = JsonFile.read(checkpoint.resolve(STATE), State.class);
        requireSame(directory, "plan", state.plan.toString(), plan.toString());
    }

    /** Removes the checkpoints of an earlier run, so that no later one takes them up. */
    public void discardCheckpoints() throws IOException {
        for (Path old : checkpoints(directory)) {
            delete(old);
        }
    }

    /**
     * Takes up the latest checkpoint, and the precision it was computed in.
     *
     * @throws CheckpointException if there is none, it is corrupt, or it belongs to another plan or other data (what
     *     differs is named)
     * @throws IOException if it cannot be read
     */
    public void resume() throws IOException {
        requirePlan(directory, plan);
        Path checkpoint = latest(directory).orElseThrow();
        State state = JsonFile.read(checkpoint.resolve(STATE), State.class);
        requireSame(directory, "data set or network", state.fingerprint, trainee.fingerprint());
        if (state.step < 0 || state.step > plan.steps()) {
            throw new CheckpointException(checkpoint.resolve(STATE) + ": step " + state.step + " of " + plan.steps()
                    + "; start anew in another directory");
        }
        Path file = checkpoint.resolve(ARRAYS);
        Map<String, Tensor> stored = SafeTensors.read(file);
        Weights weights = trainee.weights();
        Map<String, float[]> averaged = Checkpoint.select(file, stored, "ema.", weights);
        learner.restore(file, "", stored);
        if (other.isPresent()) {
            other.get().restore(file, OPPONENT, stored);
        }
        copy(averaged, "", ema.average());
        weights.computeIn(state.precision);
        step = state.step;
        seconds = state.seconds;
    }

    /** The updates done so far. */
    public long step() {
        return step;
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
     * @throws CheckpointException if training diverges: many updates in a row without a finite gradient
     * @throws IOException if a checkpoint cannot be written
     */
    public Outcome run(TrainingObserver observer, BooleanSupplier stop) throws IOException {
        trainee.weights().requireGradients(true);
        opponent.ifPresent(o -> o.weights().requireGradients(true));
        int hopeless = 0;
        long begun = step;
        Pace pace = new Pace(plan.batch());
        try (NDManager manager = NDManager.newBaseManager()) {
            while (step < plan.steps()) {
                long start = System.nanoTime();
                TrainingObserver.Update update = update(manager, step + 1, pace);
                step++;
                seconds += (System.nanoTime() - start) * 1e-9;
                observer.updated(update);
                hopeless = Double.isFinite(update.gradientNorm()) ? 0 : hopeless + 1;
                if (hopeless == HOPELESS) {
                    throw new CheckpointException("training diverged at step " + step + ": no finite gradient for "
                            + HOPELESS + " updates; start anew with a lower learning rate");
                }
                if (stop.getAsBoolean()) {
                    break;
                }
                if (step % plan.checkpointEvery() == 0 && step < plan.steps()) {
                    checkpoint(observer);
                }
            }
        }
        if (step > begun) {
            checkpoint(observer);
        }
        return new Outcome(step, step >= plan.steps(), seconds);
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
        return new TrainingObserver.Update(number, plan.steps(), loss, rate, norm, pace.tick());
    }

    private void checkpoint(TrainingObserver observer) throws IOException {
        save();
        Weights weights = trainee.weights();
        weights.requireGradients(false);
        try {
            ema.swapIn(weights, () -> {
                try {
                    observer.checkpointed(step, trainee.evaluate(step));
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
        Path part = directory.resolve("unfinished.part");
        delete(part);
        Files.createDirectories(part);
        Weights weights = trainee.weights();
        Map<String, Tensor> arrays = weights.tensors(ema.average(), "ema.");
        learner.store("", arrays);
        other.ifPresent(o -> o.store(OPPONENT, arrays));
        SafeTensors.write(part.resolve(ARRAYS), arrays, DataType.FLOAT32);
        JsonFile.write(
                part.resolve(STATE), new State(step, seconds, plan, trainee.fingerprint(), weights.precision()));
        Path target = directory.resolve(PREFIX + "%09d".formatted(step));
        delete(target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        for (Path old : checkpoints(directory)) {
            if (!old.equals(target)) {
                delete(old);
            }
        }
    }

    private static Optional<Path> latest(Path directory) throws IOException {
        List<Path> all = checkpoints(directory);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static List<Path> checkpoints(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d{9}"))
                    .sorted()
                    .toList();
        }
    }

    private static void requireSame(Path directory, String what, String stored, String wanted)
            throws CheckpointException {
        if (stored.equals(wanted)) {
            return;
        }
        // Of long descriptions, only the parts that differ.
        List<String> then = new ArrayList<>(List.of(stored.split("[\\[\\],]\\s*", -1)));
        List<String> now = new ArrayList<>(List.of(wanted.split("[\\[\\],]\\s*", -1)));
        if (then.size() == now.size()) {
            for (int i = then.size() - 1; i >= 0; i--) {
                if (then.get(i).equals(now.get(i))) {
                    then.remove(i);
                    now.remove(i);
                }
            }
        }
        throw new CheckpointException(directory + ": begun with another " + what + ": " + String.join(", ", then)
                + ", now " + String.join(", ", now)
                + "; resume with the options it was begun with, or start anew in another directory");
    }

    private static void copy(Map<String, float[]> from, String prefix, Map<String, float[]> to) {
        from.forEach((name, values) -> System.arraycopy(values, 0, to.get(prefix + name), 0, values.length));
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

    /** Items a second, smoothed over about the last twenty updates. */
    private static final class Pace {
        private final int batch;
        private long last = System.nanoTime();
        private double smoothed;

        Pace(int batch) {
            this.batch = batch;
        }

        double tick() {
            long now = System.nanoTime();
            double rate = batch / Math.max(1e-9, (now - last) * 1e-9);
            last = now;
            smoothed = smoothed == 0 ? rate : smoothed + 0.05 * (rate - smoothed);
            return smoothed;
        }
    }
}

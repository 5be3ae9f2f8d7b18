package dev.phasewright.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private final Log log = new Log();

    @AfterEach
    void free() {
        manager.close();
    }

    private static TrainingPlan plan(long updates, double learningRate) {
        return TrainingPlan.standard(updates, 8, learningRate, 1)
                .withWarmup(5)
                .withEma(0.9)
                .withCheckpointEvery(10);
    }

    /** Keeps what it is told. */
    private static final class Log implements TrainingObserver {
        final List<Update> updates = new ArrayList<>();
        final List<Long> checkpoints = new ArrayList<>();

        @Override
        public void updated(Update update) {
            updates.add(update);
        }

        @Override
        public void checkpointed(long step, Map<String, Double> figures) {
            checkpoints.add(step);
        }
    }

    /** Finds the line behind noisy points. */
    private final class Line implements Trainee {
        final Weights weights = new Weights(manager);
        LongPredicate broken = step -> false;
        String fingerprint = "a line";
        IOException failure;
        float[] judged;

        Line() {
            weights.add("slope", new Shape(3, 1), new float[3]);
            weights.add("offset", new Shape(1), new float[1]);
        }

        @Override
        public Weights weights() {
            return weights;
        }

        @Override
        public NDArray loss(NDManager scope, long step) {
            RandomGenerator random = Seeds.stream(1, "step", step);
            float[] x = new float[24];
            float[] y = new float[8];
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 3; j++) {
                    x[3 * i + j] = (float) random.nextDouble(-1, 1);
                    y[i] += (j + 1) * x[3 * i + j];
                }
                y[i] += (float) (0.5 + random.nextDouble(-0.1, 0.1));
            }
            NDArray guess = scope.create(x, new Shape(8, 3))
                    .matMul(weights.get("slope"))
                    .add(weights.get("offset"));
            NDArray loss = guess.sub(scope.create(y, new Shape(8, 1))).square().mean();
            return broken.test(step) ? loss.mul(Float.NaN) : loss;
        }

        @Override
        public Map<String, Object> fingerprint() {
            return Map.of("data", fingerprint);
        }

        @Override
        public Map<String, Double> evaluate(long step) throws IOException {
            judged = weights.get("slope").toFloatArray();
            if (failure != null) {
                throw failure;
            }
            return Map.of();
        }
    }

    /** Finds the mean of what the line says at the origin, at another pace: the line's offset, seen from beside. */
    private final class Follower implements Trainee {
        final Line line = new Line();
        final Weights own = new Weights(manager);

        Follower() {
            own.add("guess", new Shape(1), new float[1]);
        }

        @Override
        public Weights weights() {
            return line.weights();
        }

        @Override
        public NDArray loss(NDManager scope, long step) {
            return line.loss(scope, step);
        }

        @Override
        public Optional<Opponent> opponent() {
            return Optional.of(new Opponent() {
                @Override
                public Weights weights() {
                    return own;
                }

                @Override
                public double rate() {
                    return 0.5;
                }

                @Override
                public NDArray loss(NDManager scope, long step) {
                    float seen = line.weights.get("offset").getFloat(0);
                    return scope.create(new float[] {seen})
                            .sub(own.get("guess"))
                            .square()
                            .sum();
                }
            });
        }

        @Override
        public Map<String, Object> fingerprint() {
            return Map.of("data", "a line and its follower");
        }

        @Override
        public Map<String, Double> evaluate(long step) throws IOException {
            return line.evaluate(step);
        }

        float guess() {
            return own.get("guess").getFloat(0);
        }
    }

    private TrainingRun resumed(Line line, TrainingPlan plan) throws IOException {
        TrainingRun run = new TrainingRun(line, plan, folder);
        run.resume();
        return run;
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private static float[] slope(Line line) {
        return line.weights.get("slope").toFloatArray();
    }

    @Test
    void aResumedRunTakesUpItsPrecision() throws IOException {
        Line line = new Line();
        line.weights.computeIn(Precision.BFLOAT16);
        new TrainingRun(line, plan(20, 0.1), folder).run(log, () -> log.updates.size() == 5);
        Line again = new Line();
        resumed(again, plan(20, 0.1));
        assertSame(Precision.BFLOAT16, again.weights.precision());
    }

    @Test
    void learns() throws IOException {
        Line line = new Line();
        TrainingRun.Outcome outcome = new TrainingRun(line, plan(400, 0.1), folder).run(log, () -> false);
        assertTrue(outcome.finished());
        assertEquals(400, outcome.updates());
        assertArrayEquals(new float[] {1, 2, 3}, slope(line), 0.05f);
        assertEquals(400, log.updates.size());
        assertEquals(40, log.checkpoints.size());
        assertEquals(400, log.checkpoints.get(39));
        assertEquals(List.of("step-000000390", "step-000000400"), entries());
    }

    @Test
    void reachesTheSameBitsInTwoStretchesAsInOne() throws IOException {
        TrainingPlan plan = plan(50, 0.1);
        Line whole = new Line();
        new TrainingRun(whole, plan, folder).run(log, () -> false);
        byte[] expected = state(50);
        SafeTensors.read(folder.resolve("step-000000050/state.safetensors"));

        folder = Files.createDirectory(folder.resolve("again"));
        Log first = new Log();
        TrainingRun.Outcome stopped =
                new TrainingRun(new Line(), plan, folder).run(first, () -> first.updates.size() == 23);
        assertEquals(23, stopped.updates());
        assertFalse(stopped.finished());
        assertEquals(List.of(10L, 20L, 23L), first.checkpoints);
        assertEquals(List.of("step-000000020", "step-000000023"), entries());

        Line second = new Line();
        TrainingRun run = resumed(second, plan);
        assertEquals(23, run.updates());
        assertTrue(run.seconds() > 0);
        run.run(log, () -> false);
        assertArrayEquals(slope(whole), slope(second));
        assertArrayEquals(expected, state(50));
        // Nothing is left to do, and nothing is written again.
        Log after = new Log();
        assertTrue(resumed(new Line(), plan).run(after, () -> false).finished());
        assertEquals(List.of(), after.checkpoints);
    }

    /** Finds a matrix that is wide enough to be turned. */
    private final class Wide implements Trainee {
        private static final int SIDE = 64;

        final Weights weights = new Weights(manager);

        Wide() {
            weights.add("matrix", new Shape(SIDE, SIDE), new float[SIDE * SIDE]);
        }

        @Override
        public Weights weights() {
            return weights;
        }

        @Override
        public NDArray loss(NDManager scope, long step) {
            RandomGenerator random = Seeds.stream(1, "step", step);
            float[] x = new float[8 * SIDE];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextDouble(-1, 1);
            }
            NDArray shown = scope.create(x, new Shape(8, SIDE));
            return shown.matMul(weights.get("matrix")).sub(shown).square().mean();
        }

        @Override
        public Map<String, Object> fingerprint() {
            return Map.of();
        }

        @Override
        public Map<String, Double> evaluate(long step) {
            return Map.of();
        }
    }

    @Test
    void theOptimizersBasesAreTakenUpToo() throws IOException {
        TrainingPlan plan = plan(40, 0.01).withTurnEvery(3);
        new TrainingRun(new Wide(), plan, folder).run(log, () -> false);
        byte[] expected = state(40);

        folder = Files.createDirectory(folder.resolve("again"));
        Log first = new Log();
        new TrainingRun(new Wide(), plan, folder).run(first, () -> first.updates.size() == 23);
        TrainingRun run = new TrainingRun(new Wide(), plan, folder);
        run.resume();
        run.run(log, () -> false);
        assertArrayEquals(expected, state(40));

        TrainingRun plain = new TrainingRun(new Wide(), plan(40, 0.01), folder);
        String message = assertThrows(CheckpointException.class, plain::resume).getMessage();
        assertTrue(message.contains("turnEvery"), message);
    }

    @Test
    void anOpponentLearnsByTurnsAndIsTakenUpWhereItWas() throws IOException {
        TrainingPlan plan = plan(200, 0.1);
        Follower whole = new Follower();
        new TrainingRun(whole, plan, folder).run(log, () -> false);
        assertArrayEquals(new float[] {1, 2, 3}, slope(whole.line), 0.05f);
        assertEquals(whole.line.weights.get("offset").getFloat(0), whole.guess(), 0.05);
        byte[] expected = state(200);

        folder = Files.createDirectory(folder.resolve("again"));
        Log first = new Log();
        Follower begun = new Follower();
        new TrainingRun(begun, plan, folder).run(first, () -> first.updates.size() == 23);
        Follower resumed = new Follower();
        TrainingRun run = new TrainingRun(resumed, plan, folder);
        run.resume();
        assertEquals(begun.guess(), resumed.guess());
        assertNotEquals(0, resumed.guess());
        run.run(log, () -> false);
        assertEquals(whole.guess(), resumed.guess());
        assertArrayEquals(expected, state(200));
    }

    private byte[] state(int step) throws IOException {
        return Files.readAllBytes(folder.resolve(String.format(Locale.ROOT, "step-%09d/state.safetensors", step)));
    }

    @Test
    void judgesTheAverageAndGoesOnFromTheWeights() throws IOException {
        Line line = new Line();
        TrainingRun run = new TrainingRun(line, plan(30, 0.1), folder);
        run.run(log, () -> false);
        assertArrayEquals(run.averagedWeights().get("slope").values(), line.judged);
        assertNotEquals(slope(line)[2], line.judged[2]);
    }

    @Test
    void keepsTheCheckpointIfAPreviewFails() throws IOException {
        Line line = new Line();
        line.failure = new IOException("disk full");
        TrainingRun run = new TrainingRun(line, plan(30, 0.1), folder);
        assertSame(line.failure, assertThrows(IOException.class, () -> run.run(log, () -> false)));
        assertNotEquals(slope(line)[2], line.judged[2]);
        assertEquals(10, resumed(new Line(), plan(30, 0.1)).updates());
    }

    @Test
    void ignoresWhatAKilledSaveLeft() throws IOException {
        Log some = new Log();
        new TrainingRun(new Line(), plan(30, 0.1), folder).run(some, () -> some.updates.size() == 12);
        Files.createDirectories(folder.resolve("unfinished.part"));
        Files.writeString(folder.resolve("unfinished.part/state.safetensors"), "half of");
        // Killed after the move and before the older one was deleted.
        Files.createDirectories(folder.resolve("step-000000003"));
        TrainingRun run = resumed(new Line(), plan(30, 0.1));
        assertEquals(12, run.updates());
        run.run(log, () -> false);
        assertEquals(List.of("step-000000020", "step-000000030"), entries());
    }

    @Test
    void skipsUpdatesWithoutAFiniteGradient() throws IOException {
        Line line = new Line();
        line.broken = step -> step % 10 == 4;
        new TrainingRun(line, plan(400, 0.1), folder).run(log, () -> false);
        assertFalse(Double.isFinite(log.updates.get(3).gradientNorm()));
        // The gradient of the update after it is its own: nothing of the NaN is left in it.
        assertTrue(Double.isFinite(log.updates.get(4).gradientNorm()));
        assertArrayEquals(new float[] {1, 2, 3}, slope(line), 0.05f);
    }

    @Test
    void leavesWeightsAsTheyWereInASkippedUpdate() throws IOException {
        Line line = new Line();
        line.broken = step -> step == 12;
        List<float[]> slopes = new ArrayList<>();
        Log some = new Log();
        new TrainingRun(line, plan(20, 0.1), folder).run(some, () -> {
            slopes.add(slope(line));
            return false;
        });
        assertArrayEquals(slopes.get(10), slopes.get(11));
        assertFalse(Arrays.equals(slopes.get(11), slopes.get(12)));
    }

    @Test
    void givesUpAfterFiftyInARowAndKeepsTheLastCheckpoint() throws IOException {
        Line line = new Line();
        line.broken = step -> step > 20;
        TrainingRun run = new TrainingRun(line, plan(200, 0.1), folder);
        DivergedException e = assertThrows(DivergedException.class, () -> run.run(log, () -> false));
        assertEquals(
                "training diverged at step 70: no finite gradient for 50 updates; "
                        + "start anew with a lower learning rate",
                e.getMessage());
        assertTrue(Float.isFinite(slope(line)[0]));
        assertTrue(TrainingRun.hasCheckpoint(folder));
    }

    private String refusal(Line line, TrainingPlan plan) {
        String message = assertThrows(CheckpointException.class, () -> resumed(line, plan))
                .getMessage();
        assertTrue(message.startsWith(folder.toString()), message);
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void refusesAnotherPlanOrOtherDataNamingBoth() throws IOException {
        new TrainingRun(new Line(), plan(20, 0.1), folder).run(log, () -> false);
        String plans = refusal(new Line(), plan(20, 0.2));
        assertTrue(plans.contains("learningRate=0.1") && plans.contains("learningRate=0.2"), plans);
        Line other = new Line();
        other.fingerprint = "a parabola";
        String data = refusal(other, plan(20, 0.1));
        assertTrue(data.contains("a line") && data.contains("a parabola"), data);
    }

    @Test
    void goesBackToTheCheckpointBeforeOneThatIsDamaged() throws IOException {
        TrainingPlan plan = plan(50, 0.1);
        new TrainingRun(new Line(), plan, folder).run(log, () -> log.updates.size() == 33);
        assertEquals(List.of("step-000000030", "step-000000033"), entries());
        Path arrays = folder.resolve("step-000000033/state.safetensors");
        Files.write(arrays, Arrays.copyOf(Files.readAllBytes(arrays), 300));
        TrainingRun.requirePlan(folder, plan);
        TrainingRun run = new TrainingRun(new Line(), plan, folder);
        List<String> damaged = run.resume();
        assertEquals(1, damaged.size());
        assertTrue(damaged.get(0).startsWith(arrays + ": truncated"), damaged.get(0));
        assertEquals(30, run.updates());
        // What is saved next is what is taken up next, whatever the damaged one is called.
        Log some = new Log();
        run.run(some, () -> some.updates.size() == 1);
        assertEquals(List.of("step-000000030", "step-000000031"), entries());
        Files.writeString(folder.resolve("step-000000031/state.json"), "{");
        TrainingRun.requirePlan(folder, plan);
        TrainingRun again = new TrainingRun(new Line(), plan, folder);
        assertEquals(1, again.resume().size());
        assertEquals(30, again.updates());
    }

    @Test
    void refusesACheckpointThatIsDamaged() throws IOException {
        new TrainingRun(new Line(), plan(20, 0.1), folder).run(log, () -> false);
        Files.delete(folder.resolve("step-000000010/state.json"));
        Path arrays = folder.resolve("step-000000020/state.safetensors");
        Path json = folder.resolve("step-000000020/state.json");
        byte[] whole = Files.readAllBytes(arrays);
        String state = Files.readString(json);
        for (int length : new int[] {0, 7, 100, whole.length - 1}) {
            Files.write(arrays, Arrays.copyOf(whole, length));
            assertTrue(refusal(new Line(), plan(20, 0.1)).contains(arrays.toString()));
        }
        Files.delete(arrays);
        assertTrue(refusal(new Line(), plan(20, 0.1)).contains(arrays.toString()));
        Files.write(arrays, whole);
        for (String bad : new String[] {
            "", "{}", state.substring(0, 90), state.replace("\"step\" : 20", "\"step\" : 21"), "{\"step\":-1}"
        }) {
            Files.writeString(json, bad);
            assertTrue(refusal(new Line(), plan(20, 0.1)).contains(json.toString()));
        }
        Files.writeString(json, state);
        assertEquals(20, resumed(new Line(), plan(20, 0.1)).updates());
    }

    @Test
    void saysThatThereIsNothingToResume() throws IOException {
        assertFalse(TrainingRun.hasCheckpoint(folder.resolve("nowhere")));
        assertFalse(TrainingRun.hasCheckpoint(folder));
        assertTrue(refusal(new Line(), plan(20, 0.1)).contains("no checkpoint to resume from"));
    }
}

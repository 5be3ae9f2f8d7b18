package dev.phasewright.diffusion.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.HeunSampler;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tiny generator of high and low tones that learns of tones between them. */
class FineTuningTest {
    private static final DiffusionTraining.Preview NOTHING = (model, update) -> {};
    private static final SamplingPlan PLAN =
            new SamplingPlan(new HeunSampler(), NoiseSchedule.STANDARD, 12, 1, 0.2, 30);
    private static final TrainingObserver SILENT = new TrainingObserver() {
        @Override
        public void updated(Update update) {}

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {}
    };

    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    private static NDManager manager;
    private static LogMelDataset data;
    private static LogMelDataset fresh;
    private static LogMelDataset none;
    private static Path model;

    @BeforeAll
    static void trainTheModel() throws IOException {
        manager = NDManager.newBaseManager();
        data = SoundFolder.read(Recordings.in(SoundFolder.tones(shared.resolve("data"), 20)), shared);
        GeneratorSpec spec = TinyTraining.spec(data, 32, 1);
        TrainingPlan plan = plan(300, 0.004, 3);
        DiffusionTraining training =
                new DiffusionTraining(spec, new TrainingData<>(data, data), plan, NOTHING, manager);
        TrainingRun run = new TrainingRun(training, plan, shared.resolve("run"));
        run.run(SILENT, () -> false);
        model = shared.resolve("model");
        Checkpoint.write(model, spec, run.averagedWeights(), DataType.FLOAT32);

        Path middle = shared.resolve("fresh");
        for (int i = 0; i < 8; i++) {
            SoundFolder.write(
                    middle.resolve("middle").resolve(i + ".wav"), SoundFolder.tone(1200, 0.1 + 0.05 * i, 2000, 8000));
        }
        Recordings recordings = Recordings.in(middle);
        List<String> grown = FineTuning.grown(spec, recordings.classes());
        assertEquals(List.of("high", "low", "middle"), grown);
        fresh = SoundFolder.read(recordings.within(grown), shared);
        none = SoundFolder.read(recordings.with(List.of()).within(grown), shared);
    }

    @AfterAll
    static void free() throws IOException {
        data.close();
        fresh.close();
        none.close();
        manager.close();
    }

    private static TrainingPlan plan(long updates, double rate, long seed) {
        return TrainingPlan.standard(updates, 16, rate, seed)
                .withWarmup(10)
                .withWeightDecay(0)
                .withEma(0.98)
                .withCheckpointEvery(100);
    }

    private static FineTuning tuning(int rank, double prior, LogMelDataset clips, TrainingPlan plan, NDManager arrays)
            throws IOException {
        FineTuning tuning = unprepared(rank, prior, new TrainingData<>(clips, none), plan, arrays);
        tuning.makePrior(Precision.FLOAT32, done -> {});
        return tuning;
    }

    private static FineTuning tuning(int rank, double prior, LogMelDataset clips, NDManager arrays) throws IOException {
        return tuning(rank, prior, clips, plan(9, 0.003, 5), arrays);
    }

    private static FineTuning unprepared(
            int rank, double prior, TrainingData<LogMelDataset> clips, TrainingPlan plan, NDManager arrays)
            throws IOException {
        return new FineTuning(Pretrained.in(model), new TuningPlan(rank, prior), clips, plan, NOTHING, arrays);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aNewClassIsLearnedAndOldOnesRemain(int rank) throws IOException {
        Path tuned = train("tuned", rank, 0.5, 200);

        try (MagnitudeGenerator generator = MagnitudeGenerator.load(tuned)) {
            assertEquals(List.of("high", "low", "middle"), generator.spec().classes());
            assertEquals(List.of(expected("high"), expected("low"), 4), loudestBands(generator, 3));
        }
    }

    /** The band in which a class of the model is loudest. */
    private int expected(String name) throws IOException {
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(model)) {
            return loudestBands(generator, 2).get(generator.classIndex(name));
        }
    }

    private static List<Integer> loudestBands(MagnitudeGenerator generator, int classes) {
        int[] asked = new int[8 * classes];
        Arrays.setAll(asked, i -> i / 8);
        List<LogMel> clips = generator.generate(
                PLAN, Condition.of(asked), GaussianNoise.itemSeeds(9, asked.length), SamplingObserver.NONE);
        Integer[] loudest = new Integer[classes];
        for (int c = 0; c < classes; c++) {
            loudest[c] = loudestBand(clips.subList(8 * c, 8 * (c + 1)));
        }
        return List.of(loudest);
    }

    private static int loudestBand(List<LogMel> clips) {
        double[] level = new double[SoundFolder.TINY.bands()];
        for (LogMel clip : clips) {
            float[] values = clip.toArray();
            for (int i = 0; i < values.length; i++) {
                level[i % level.length] += values[i];
            }
        }
        int best = 0;
        for (int b = 1; b < level.length; b++) {
            best = level[b] > level[best] ? b : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void untrainedItIsTheModelWithANewClassThatIsNone(int rank) throws IOException {
        Path untrained = folder.resolve("untrained");
        try (NDManager arrays = manager.newSubManager()) {
            FineTuning tuning = tuning(rank, 0, fresh, arrays);
            TrainingRun run = new TrainingRun(tuning, plan(1, 0.001, 5), folder.resolve("run"));
            Checkpoint.write(untrained, tuning.spec(), run.averagedWeights(), DataType.FLOAT32);
        }
        Map<String, Tensor> before = Checkpoint.read(model);
        Map<String, Tensor> after = Checkpoint.read(untrained);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, tensor) -> {
            if (!name.equals("class")) {
                assertArrayEquals(tensor.values(), after.get(name).values(), name);
            }
        });
        float[] old = before.get("class").values();
        float[] grown = after.get("class").values();
        assertEquals(4 * 32, grown.length);
        assertArrayEquals(Arrays.copyOf(old, 3 * 32), Arrays.copyOf(grown, 3 * 32));
        assertArrayEquals(Arrays.copyOfRange(old, 2 * 32, 3 * 32), Arrays.copyOfRange(grown, 3 * 32, 4 * 32));
    }

    @Test
    void lowRankUpdatesChangeMatricesByNoMoreThanTheirRankAndNothingElse() throws IOException {
        Path tuned = train("tuned", 1, 0.5, 20);
        Map<String, Tensor> before = Checkpoint.read(model);
        Map<String, Tensor> after = Checkpoint.read(tuned);
        float[] bias = after.get("output.bias").values();
        assertArrayEquals(before.get("output.bias").values(), bias);
        float[] old = before.get("input.weight").values();
        float[] now = after.get("input.weight").values();
        int width = old.length / 32;
        double[] first = new double[width];
        double largest = 0;
        for (int i = 0; i < width; i++) {
            first[i] = now[i] - old[i];
            largest = Math.max(largest, Math.abs(first[i]));
        }
        assertTrue(largest > 1e-4, "nothing was learned");
        // Of rank one, all rows are multiples of each other.
        for (int row = 1; row < 32; row++) {
            double scale = 0;
            double norm = 0;
            for (int i = 0; i < width; i++) {
                scale += first[i] * (now[row * width + i] - old[row * width + i]);
                norm += first[i] * first[i];
            }
            for (int i = 0; i < width; i++) {
                double change = now[row * width + i] - old[row * width + i];
                assertEquals(scale / norm * first[i], change, 1e-5, "row " + row);
            }
        }
    }

    @Test
    void withoutTheMixOldClassesAreForgotten() throws IOException {
        assertTrue(forgetting(0.5) < 0.5 * forgetting(0), forgetting(0.5) + " with, " + forgetting(0) + " without");
    }

    /** By how much a fine-tuned model's loss on what it knew has risen. */
    private double forgetting(double prior) throws IOException {
        Path tuned = train("prior-" + prior, 0, prior, 200);
        return lossOnOldClasses(tuned) - lossOnOldClasses(model);
    }

    private double lossOnOldClasses(Path of) throws IOException {
        try (NDManager arrays = manager.newSubManager();
                LogMelDataset old = SoundFolder.read(
                        Recordings.in(shared.resolve("data"))
                                .within(Checkpoint.describe(of, GeneratorSpec.class, GeneratorSpec.KIND)
                                        .classes()),
                        folder)) {
            FineTuning judged = new FineTuning(
                    Pretrained.in(of),
                    new TuningPlan(0, 0),
                    new TrainingData<>(old, old),
                    plan(9, 0.003, 5),
                    NOTHING,
                    arrays);
            return judged.evaluate(0).get("loss");
        }
    }

    private Path train(String name, int rank, double prior, long steps) throws IOException {
        Path tuned = folder.resolve(name);
        if (tuned.toFile().exists()) {
            return tuned;
        }
        try (NDManager arrays = manager.newSubManager()) {
            TrainingPlan plan = plan(steps, rank == 0 ? 0.002 : 0.01, 5);
            FineTuning tuning = tuning(rank, prior, fresh, plan, arrays);
            TrainingRun run = new TrainingRun(tuning, plan, folder.resolve(name + "-run"));
            run.run(SILENT, () -> false);
            Checkpoint.write(tuned, tuning.spec(), run.averagedWeights(), DataType.FLOAT32);
            return tuned;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aResumedFineTuningIsTheSame(int rank) throws IOException {
        Map<String, Tensor> whole = stretch(rank, "whole", 9);
        stretch(rank, "parts", 4);
        Map<String, Tensor> resumed = stretch(rank, "parts", 9);

        whole.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), resumed.get(name).values(), 1e-6f, name));
    }

    private Map<String, Tensor> stretch(int rank, String name, long until) throws IOException {
        Path checkpoints = folder.resolve(name);
        try (NDManager arrays = manager.newSubManager()) {
            TrainingRun run = new TrainingRun(tuning(rank, 0.5, fresh, arrays), plan(9, 0.003, 5), checkpoints);
            if (TrainingRun.hasCheckpoint(checkpoints)) {
                run.resume();
            }
            run.run(SILENT, () -> run.updates() >= until);
            assertEquals(until, run.updates());
            return run.averagedWeights();
        }
    }

    /** Both classes become the tone between them; guidance needs to know what they were. */
    @Test
    void askedForNothingItRemainsWhatItWas() throws IOException {
        Path between = folder.resolve("between");
        for (int i = 0; i < 8; i++) {
            SoundFolder.write(
                    between.resolve(i % 2 == 0 ? "high" : "low").resolve(i + ".wav"),
                    SoundFolder.tone(1200, 0.1 + 0.05 * i, 2000, 8000));
        }
        Path tuned = folder.resolve("tuned");
        try (NDManager arrays = manager.newSubManager();
                LogMelDataset clips = SoundFolder.read(Recordings.in(between).within(List.of("high", "low")), folder);
                LogMelDataset no = SoundFolder.read(
                        Recordings.in(between).with(List.of()).within(List.of("high", "low")), folder)) {
            TrainingPlan plan = plan(200, 0.002, 5);
            FineTuning tuning = unprepared(0, 0.5, new TrainingData<>(clips, no), plan, arrays);
            tuning.makePrior(Precision.FLOAT32, done -> {});
            TrainingRun run = new TrainingRun(tuning, plan, folder.resolve("run"));
            run.run(SILENT, () -> false);
            Checkpoint.write(tuned, tuning.spec(), run.averagedWeights(), DataType.FLOAT32);
        }
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(tuned)) {
            assertEquals(List.of(4, 4), loudestBands(generator, 2));
            long[] seeds = GaussianNoise.itemSeeds(9, 16);
            long between4 = generator.generate(PLAN, Condition.none(16), seeds, SamplingObserver.NONE).stream()
                    .filter(clip -> loudestBand(List.of(clip)) == 4)
                    .count();
            assertTrue(between4 <= 2, between4 + " of 16 clips are new");
        }
    }

    @Test
    void whatHasNoNewClipsIsRehearsed() throws IOException {
        try (NDManager arrays = manager.newSubManager()) {
            assertEquals(FineTuning.PRIOR_CLIPS, tuning(0, 0.5, fresh, arrays).priorClips());
            assertEquals(0, tuning(0, 0, fresh, arrays).priorClips());
            // Of all classes there are, but not of none.
            assertEquals(FineTuning.PRIOR_CLIPS, tuning(0, 0.5, data, arrays).priorClips());
            FineTuning unprepared = unprepared(0, 0.5, new TrainingData<>(fresh, none), plan(9, 0.003, 5), arrays);
            assertThrows(IllegalStateException.class, () -> unprepared.loss(arrays, 1));
        }
    }

    @Test
    void anotherPlanOrModelIsAnotherRun() throws IOException {
        try (NDManager arrays = manager.newSubManager()) {
            List<Map<String, Object>> all = List.of(
                    tuning(0, 0.5, fresh, arrays).fingerprint(),
                    tuning(0, 0, fresh, arrays).fingerprint(),
                    tuning(4, 0, fresh, arrays).fingerprint(),
                    tuning(0, 0, data, arrays).fingerprint());
            assertEquals(4, new HashSet<>(all).size(), all.toString());
            assertEquals(all.get(1), tuning(0, 0, fresh, arrays).fingerprint());
            assertNotEquals(all.get(1), all.get(3));
        }
    }

    @Test
    void studentsAndPlansOutOfRangeAreRefused() throws IOException {
        Path student = folder.resolve("student");
        GeneratorSpec spec = Pretrained.in(model).spec().withDistilled(DistilledLevels.standard(2));
        Checkpoint.write(student, spec, Checkpoint.read(model), DataType.FLOAT32);
        CheckpointException refused = assertThrows(CheckpointException.class, () -> Pretrained.in(student));
        assertTrue(refused.getMessage().contains("fine-tune its teacher and distill that again"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TuningPlan(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TuningPlan(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TuningPlan(0, Double.NaN));
    }

    @Test
    void anotherTrainingBeginsWithWhatThisModelKnows() throws IOException {
        Pretrained pretrained = Pretrained.in(model);
        GeneratorSpec known = pretrained.spec();
        TrainingPlan plan = plan(9, 0.003, 9);
        TrainingData<LogMelDataset> both = new TrainingData<>(data, data);
        Path middle = shared.resolve("fresh");
        try (NDManager arrays = manager.newSubManager();
                LogMelDataset other =
                        SoundFolder.read(Recordings.in(middle).within(List.of("low", "middle")), folder)) {
            DiffusionTraining again = new DiffusionTraining(pretrained, known, both, plan, NOTHING, arrays);
            DiffusionTraining anew = new DiffusionTraining(known, both, plan, NOTHING, arrays);
            assertTrue(again.evaluate(0).get("loss") < 0.5 * anew.evaluate(0).get("loss"));
            assertNotEquals(again.fingerprint(), anew.fingerprint());

            Map<String, float[]> old = again.weights().toArrays();
            GeneratorSpec changed = TinyTraining.spec(other, 32, 1);
            Map<String, float[]> taken = new DiffusionTraining(
                            pretrained, changed, new TrainingData<>(other, other), plan, NOTHING, arrays)
                    .weights()
                    .toArrays();
            assertArrayEquals(old.get("blocks.0.mlp.0.weight"), taken.get("blocks.0.mlp.0.weight"));
            // "low" and no class are where their names are; "middle" is new.
            assertArrayEquals(row(old, 1), row(taken, 0));
            assertArrayEquals(row(old, 2), row(taken, 2));
            assertFalse(Arrays.equals(row(old, 2), row(taken, 1)));

            GeneratorSpec narrow = TinyTraining.spec(data, 16, 1);
            assertThrows(
                    CheckpointException.class,
                    () -> new DiffusionTraining(Pretrained.in(missing()), narrow, both, plan, NOTHING, arrays));
        }
    }

    private Path missing() {
        return folder.resolve("missing");
    }

    private static float[] row(Map<String, float[]> arrays, int row) {
        return Arrays.copyOfRange(arrays.get("class"), row * 32, (row + 1) * 32);
    }
}

package dev.phasewright.diffusion.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.diffusion.train.TinyTraining;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Tensor;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tiny teacher of two classes of tones, and students of it. */
class DistillationTest {
    private static final DiffusionTraining.Preview NOTHING = (model, update) -> {};
    private static final DistilledLevels TWO = new DistilledLevels(List.of(80.0, 2.0));
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
    private static Path teacher;

    @BeforeAll
    static void trainTheTeacher() throws IOException {
        manager = NDManager.newBaseManager();
        data = SoundFolder.read(Recordings.in(SoundFolder.tones(shared.resolve("data"), 20)), shared);
        GeneratorSpec spec = TinyTraining.spec(data, 32, 1);
        TrainingPlan plan = plan(300, 16, 0.004, 3);
        DiffusionTraining training =
                new DiffusionTraining(spec, new TrainingData<>(data, data), plan, NOTHING, manager);
        TrainingRun run = new TrainingRun(training, plan, shared.resolve("run"));
        run.run(SILENT, () -> false);
        teacher = shared.resolve("teacher");
        Checkpoint.write(teacher, spec, run.averagedWeights(), DataType.FLOAT32);
    }

    @AfterAll
    static void free() throws IOException {
        data.close();
        manager.close();
    }

    private static TrainingPlan plan(long updates, int batch, double rate, long seed) {
        return TrainingPlan.standard(updates, batch, rate, seed)
                .withWarmup(10)
                .withWeightDecay(0)
                .withEma(0.98);
    }

    private static DistillationPlan distilling(DistillationMethod method) {
        return DistillationPlan.of(teacher, TWO, method, method.teaching(8));
    }

    private static Distillation distillation(DistillationMethod method, TrainingPlan plan, NDManager arrays)
            throws IOException {
        return new Distillation(distilling(method), data, plan, NOTHING, arrays);
    }

    private static Distillation distillation(DistillationMethod method, int batch, NDManager arrays)
            throws IOException {
        return distillation(method, plan(1, batch, 0.001, 7), arrays);
    }

    @ParameterizedTest
    @EnumSource
    void aStudentComesNearerToWhereItsTeacherEnds(DistillationMethod method) throws IOException {
        try (NDManager arrays = manager.newSubManager()) {
            TrainingPlan plan = plan(250, 16, 0.003, 7);
            Distillation distillation = distillation(method, plan, arrays);
            Map<String, Double> before = distillation.evaluate(0);
            TrainingRun run = new TrainingRun(distillation, plan, folder.resolve("run"));
            run.run(SILENT, () -> false);
            distillation.weights().set(values(run.averagedWeights()));
            Map<String, Double> after = distillation.evaluate(250);

            assertEquals(List.of("distance@80.0", "distance@2.0", "loss"), List.copyOf(after.keySet()));
            String told = before + " to " + after;
            assertTrue(after.get("distance@80.0") < 0.7 * before.get("distance@80.0"), told);
            assertTrue(after.get("loss") < 0.6 * before.get("loss"), told);
        }
    }

    private static Map<String, float[]> values(Map<String, Tensor> arrays) {
        Map<String, float[]> values = new java.util.LinkedHashMap<>();
        arrays.forEach((name, tensor) -> values.put(name, tensor.values()));
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void aResumedStudentIsTheSame(DistillationMethod method) throws IOException {
        Map<String, float[]> whole = train(method, "whole", 9);
        train(method, "parts", 4);
        Map<String, float[]> resumed = train(method, "parts", 9);

        whole.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), 1e-6f, name));
        Map<String, float[]> own = values(Checkpoint.read(teacher));
        assertNotEquals(own.get("input.weight")[0], whole.get("input.weight")[0]);
    }

    /** Trains up to an update of nine, from where the folder's last checkpoint is. */
    private Map<String, float[]> train(DistillationMethod method, String name, long until) throws IOException {
        Path checkpoints = folder.resolve(name);
        try (NDManager arrays = manager.newSubManager()) {
            TrainingPlan plan = plan(9, 12, 0.003, 7).withCheckpointEvery(2);
            TrainingRun run = new TrainingRun(distillation(method, plan, arrays), plan, checkpoints);
            if (TrainingRun.hasCheckpoint(checkpoints)) {
                run.resume();
            }
            run.run(SILENT, () -> run.updates() >= until);
            assertEquals(until, run.updates());
            return values(run.averagedWeights());
        }
    }

    @Test
    void aStudentSaysWhatItWasDistilledForAndIsSampledSo() throws IOException {
        Path student = save("student");

        assertEquals(TWO, GeneratorSpec.of(ModelFolder.read(student)).distilled());
        assertNull(GeneratorSpec.of(ModelFolder.read(teacher)).distilled());
        try (MagnitudeGenerator loaded = MagnitudeGenerator.load(student);
                MagnitudeGenerator plain = MagnitudeGenerator.load(teacher)) {
            assertEquals(TWO.plan(), loaded.plan());
            assertEquals(SamplingPlan.DEFAULT, plain.plan());
            assertEquals(plain.spec().withOrigin(Map.of("who", "student")).withDistilled(TWO), loaded.spec());
            int[] evaluations = {0};
            List<LogMel> clips = loaded.with((x, sigma, condition) -> {
                        evaluations[0] += condition.batch();
                        return loaded.denoiser().denoise(x, sigma, condition);
                    })
                    .generate(loaded.plan(), Condition.of(0, 1), new long[] {1, 2}, SamplingObserver.NONE);
            assertEquals(2, clips.size());
            assertEquals(2 * 2, evaluations[0]);
        }
    }

    private Path save(String name) throws IOException {
        try (NDManager arrays = manager.newSubManager()) {
            Distillation distillation = distillation(DistillationMethod.TRAJECTORIES, 4, arrays);
            TrainingRun run = new TrainingRun(distillation, plan(1, 4, 0.001, 7), folder.resolve("untrained"));
            Path student = folder.resolve(name);
            Checkpoint.write(
                    student, distillation.describe(Map.of("who", "student")), run.averagedWeights(), DataType.FLOAT16);
            return student;
        }
    }

    @Test
    void aStudentIsNoTeacher() throws IOException {
        Path student = save("student");
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> Distillation.requireTeacher(student));
        assertEquals(
                student + ": was distilled itself, so it has no way from noise to learn from; give the model it learned"
                        + " from",
                refused.getMessage());
        assertThrows(CheckpointException.class, () -> Distillation.requireTeacher(folder));
    }

    @Test
    void levelsThatAreNoneAreRefusedWithTheFile() throws IOException {
        Path student = save("student");
        Path file = student.resolve("model.json");
        String good = Files.readString(file);
        for (String levels : List.of("[ 2.0, 80.0 ]", "[ ]", "null", "\"few\"", "[ \"NaN\" ]")) {
            Files.writeString(file, good.replaceFirst("\\[ 80\\.0, 2\\.0 ]", levels));
            assertFalse(Files.readString(file).equals(good), good);
            CheckpointException refused =
                    assertThrows(CheckpointException.class, () -> MagnitudeGenerator.load(student), levels);
            assertTrue(refused.getMessage().startsWith(file + ": not a model description: fewSteps"), levels);
        }
    }

    @Test
    void anotherTeacherMethodOrLevelIsAnotherRun() throws IOException {
        try (NDManager arrays = manager.newSubManager()) {
            Map<String, Object> one =
                    distillation(DistillationMethod.TRAJECTORIES, 4, arrays).fingerprint();
            assertEquals(
                    one,
                    distillation(DistillationMethod.TRAJECTORIES, 4, arrays).fingerprint());
            assertNotEquals(
                    one, distillation(DistillationMethod.CONSISTENCY, 4, arrays).fingerprint());
            Path other = folder.resolve("other");
            Map<String, Tensor> weights = Checkpoint.read(teacher);
            weights.get("output.bias").values()[0] += 0.01f;
            Checkpoint.write(other, Distillation.requireTeacher(teacher), weights, DataType.FLOAT32);
            DistillationMethod method = DistillationMethod.TRAJECTORIES;
            TrainingPlan plan = plan(1, 4, 0.001, 7);
            assertNotEquals(
                    one,
                    new Distillation(
                                    DistillationPlan.of(other, TWO, method, method.teaching(8)),
                                    data,
                                    plan,
                                    NOTHING,
                                    arrays)
                            .fingerprint());
            assertNotEquals(
                    one,
                    new Distillation(distilling(method).beginningWith(other), data, plan, NOTHING, arrays)
                            .fingerprint());
        }
    }
}

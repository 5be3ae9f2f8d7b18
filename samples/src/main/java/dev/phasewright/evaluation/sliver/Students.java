package dev.phasewright.evaluation.sliver;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.distill.Distillation;
import dev.phasewright.diffusion.distill.DistillationMethod;
import dev.phasewright.diffusion.distill.DistillationPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.training.KeptTraining;
import dev.phasewright.model.JsonFile;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Students of slivers: each is taught all levels, and walks in fewer steps by stopping at some of them. */
final class Students {
    private static final double LEARNING_RATE = 4e-4;
    private static final double EMA_DECAY = 0.95;
    private static final int BATCH = 32;
    private static final int TEACHER_STEPS = 16;

    private final SliverSpec spec;
    private final Path folder;
    private final ProgressDisplay.Task bar;
    private final BooleanSupplier stop;
    /** Updates of students who are finished. */
    private long done;

    /** What a student was measured to be, by the steps it takes. */
    record Measured(Map<Integer, Double> distances) {}

    /** Students that move a bar on by each update; {@code stop} is asked after each. */
    Students(SliverSpec spec, Path folder, ProgressDisplay.Task bar, BooleanSupplier stop) {
        this.spec = spec;
        this.folder = folder;
        this.bar = bar;
        this.stop = stop;
    }

    /** The updates of all students of a sliver. */
    static long updates(SliverSpec spec) {
        return spec.updates() * spec.seeds() * DistillationMethod.values().length;
    }

    /** The students of a sliver, those who are not there yet being taught. */
    List<SliverReport.Student> of(Sliver sliver, Reference reference) throws IOException {
        List<SliverReport.Student> students = new ArrayList<>();
        for (DistillationMethod method : DistillationMethod.values()) {
            List<Measured> alike = new ArrayList<>();
            for (int number = 1; number <= spec.seeds(); number++) {
                alike.add(measured(sliver, reference, method, number));
                done += spec.updates();
                bar.at(done);
            }
            for (int steps : alike.get(0).distances().keySet()) {
                List<Double> distances = alike.stream()
                        .map(found -> found.distances().get(steps))
                        .toList();
                students.add(new SliverReport.Student(method.toString(), steps, distances));
            }
        }
        return students;
    }

    private Measured measured(Sliver sliver, Reference reference, DistillationMethod method, int number)
            throws IOException {
        String name = sliver.fileName() + "-" + method + "-" + number;
        Path found = folder.resolve(name + ".json");
        if (Files.exists(found)) {
            return JsonFile.read(found, Measured.class);
        }
        KeptTraining kept = new KeptTraining(folder.resolve(name));
        if (!kept.isFinished()) {
            teach(sliver, reference, method, number, kept);
        }
        Map<Integer, Double> distances = new TreeMap<>();
        try (MagnitudeGenerator student = MagnitudeGenerator.load(kept.folder(), Precision.FLOAT32)) {
            for (int steps : StepChoice.STEPS) {
                SamplingPlan plan = StepChoice.stops(steps).plan();
                long seed = Seeds.key(spec.seed(), "student", number);
                List<LogMel> drawn = sliver.draw(student, plan, spec.samples(), seed, ProgressDisplay.NONE);
                distances.put(steps, reference.distance(drawn, spec.seed()));
            }
        }
        Measured measured = new Measured(distances);
        JsonFile.write(found, measured);
        return measured;
    }

    private void teach(Sliver sliver, Reference reference, DistillationMethod method, int number, KeptTraining kept)
            throws IOException {
        TrainingPlan plan = plan(spec.updates(), LEARNING_RATE, spec.seed() + number - 1);
        DistilledLevels levels = StepChoice.taught();
        SamplingPlan teaching = method.teaching(TEACHER_STEPS);
        DistillationPlan distilling = DistillationPlan.of(
                        sliver.teacher(), levels, method, teaching.with(teaching.sampler(), TEACHER_STEPS, 1))
                .askingOnly(sliver.asked());
        try (NDManager manager = NDManager.newBaseManager()) {
            Distillation distillation = new Distillation(
                    distilling,
                    sliver.source(reference.units()),
                    "samples of " + sliver.name(),
                    plan,
                    (drawn, update) -> {},
                    manager);
            kept.run(
                    distillation,
                    plan,
                    distillation.describe(
                            Map.of("study", "slivers of " + spec.model() + ", student of " + sliver.name())),
                    DataType.FLOAT16,
                    watch(bar, done),
                    stop);
        }
    }

    /** A training of one checkpoint, at its end. */
    static TrainingPlan plan(long updates, double learningRate, long seed) {
        return TrainingPlan.standard(updates, BATCH, learningRate, seed)
                .withWarmup(updates / 10)
                .withEma(EMA_DECAY)
                .withCheckpointEvery(updates);
    }

    /** Moves a bar on from where it was. */
    static TrainingObserver watch(ProgressDisplay.Task bar, long before) {
        return new TrainingObserver() {
            @Override
            public void updated(Update update) {
                bar.at(before + update.number());
            }

            @Override
            public void checkpointed(long updates, Map<String, Double> figures) {
                // Each student has but one checkpoint, at its end.
            }
        };
    }
}

package dev.phasewright.diffusion.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffusionTrainingTest {
    @TempDir
    Path folder;

    /** Keeps the figures of the last checkpoint. */
    private static final class Figures implements TrainingObserver {
        Map<String, Double> last = Map.of();

        @Override
        public void updated(Update update) {}

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {
            last = figures;
        }
    }

    @Test
    void learnsTwoClassesOfTones() throws IOException {
        List<LogMel> drawn = new ArrayList<>();
        int[] asked = new int[32];
        Arrays.fill(asked, 16, 32, 1);
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset train = read("train", 40);
                LogMelDataset held = read("held", 12)) {
            TrainingPlan plan = plan(16);
            DiffusionTraining training = new DiffusionTraining(
                    TinyTraining.spec(train, 32, 1),
                    new TrainingData<>(train, held),
                    plan,
                    (model, update) -> drawn.addAll(model.generate(
                            SamplingPlan.DEFAULT,
                            Condition.of(asked),
                            GaussianNoise.itemSeeds(5, 32),
                            SamplingObserver.NONE)),
                    manager);
            Map<String, Double> before = training.evaluate(0);
            // The untrained network predicts zero, of a target of variance one.
            assertEquals(1, before.get("loss"), 0.1);
            drawn.clear();
            Figures figures = new Figures();
            new TrainingRun(training, plan, folder.resolve("run")).run(figures, () -> false);
            assertTrue(figures.last.get("loss") < 0.35, figures.last.toString());
            for (double sigma : new double[] {0.1, 0.3, 1, 3, 10}) {
                assertTrue(figures.last.get("loss@" + sigma) < before.get("loss@" + sigma) * 0.8);
            }
            int right = 0;
            for (int i = 0; i < 32; i++) {
                right += nearestClass(drawn.get(i), train) == asked[i] ? 1 : 0;
            }
            assertTrue(right >= 31, right + " of 32 clips are nearest to one of their class");
        }
    }

    /** Tones of one pitch a mel band, without classes: the clip asked for has its loudest band at the pitch asked for. */
    @Test
    void learnsPitches() throws IOException {
        int[] midi = {72, 81, 88, 93};
        StringBuilder manifest = new StringBuilder("path,midi\n");
        for (int i = 0; i < 48; i++) {
            double hertz = 440 * Math.pow(2, (midi[i % 4] - 69) / 12.0);
            SoundFolder.write(folder.resolve("notes/" + i + ".wav"), SoundFolder.tone(hertz, 0.5, 2000, 8000));
            manifest.append(i).append(".wav,").append(midi[i % 4]).append('\n');
        }
        Files.writeString(folder.resolve("notes/manifest.csv"), manifest);
        TrainingSplit corpus = TrainingSplit.in(folder.resolve("notes"), 1);
        List<LogMel> drawn = new ArrayList<>();
        int[] asked = new int[16];
        Arrays.setAll(asked, i -> midi[i % 4]);
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset train = SoundFolder.read(corpus.train(), folder);
                LogMelDataset held = SoundFolder.read(corpus.validation(), folder)) {
            TrainingPlan plan = plan(16);
            GeneratorSpec plain = TinyTraining.spec(train, 32, 1);
            TransformerSpec n = plain.network();
            GeneratorSpec spec = new GeneratorSpec(
                    plain.kind(),
                    plain.features(),
                    plain.normalization(),
                    plain.classes(),
                    new TransformerSpec(n.frames(), n.bands(), 4, 32, 1, 2, 0, corpus.pitches()),
                    Map.of());
            DiffusionTraining training = new DiffusionTraining(
                    spec,
                    new TrainingData<>(train, held),
                    plan,
                    (model, update) -> drawn.addAll(model.generate(
                            SamplingPlan.DEFAULT,
                            Condition.none(16).withPitches(asked),
                            GaussianNoise.itemSeeds(5, 16),
                            SamplingObserver.NONE)),
                    manager);
            new TrainingRun(training, plan, folder.resolve("run")).run(new Figures(), () -> false);
            int right = 0;
            for (int i = 0; i < 16; i++) {
                Audio tone = SoundFolder.tone(440 * Math.pow(2, (asked[i] - 69) / 12.0), 0.5, 2000, 8000);
                LogMel wanted = LogMelDataset.features(tone, spec.features());
                right += loudestBand(drawn.get(i)) == loudestBand(wanted) ? 1 : 0;
            }
            assertTrue(right >= 15, right + " of 16 clips have the pitch asked for");

            GeneratorSpec narrow = new GeneratorSpec(
                    plain.kind(),
                    plain.features(),
                    plain.normalization(),
                    plain.classes(),
                    new TransformerSpec(n.frames(), n.bands(), 4, 32, 1, 2, 0, new PitchRange(72, 88)),
                    Map.of());
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> new DiffusionTraining(
                            narrow, new TrainingData<>(train, held), plan, (model, update) -> {}, manager));
            assertTrue(e.getMessage().endsWith(": its pitch is 93, the model's are 72–88"), e.getMessage());
        }
    }

    private static TrainingPlan plan(int batch) {
        return TrainingPlan.standard(500, batch, 0.004, 3).withWarmup(20).withEma(0.99);
    }

    private static int loudestBand(LogMel clip) {
        float[] values = clip.toArray();
        int bands = clip.bands();
        int middle = clip.frames() / 2 * bands;
        int loudest = 0;
        for (int b = 1; b < bands; b++) {
            loudest = values[middle + b] > values[middle + loudest] ? b : loudest;
        }
        return loudest;
    }

    private LogMelDataset read(String part, int each) throws IOException {
        return SoundFolder.read(Recordings.in(SoundFolder.tones(folder.resolve(part), each)), folder);
    }

    private static int nearestClass(LogMel clip, LogMelDataset data) {
        float[] values = clip.toArray();
        float[] other = new float[values.length];
        double nearest = Double.POSITIVE_INFINITY;
        int nearestClass = -1;
        for (int i = 0; i < data.size(); i++) {
            data.copy(i, 0, clip.frames(), other, 0);
            double distance = 0;
            for (int j = 0; j < other.length; j++) {
                distance += Math.pow(values[j] - other[j], 2);
            }
            if (distance < nearest) {
                nearest = distance;
                nearestClass = data.classOf(i);
            }
        }
        return nearestClass;
    }

    @Test
    void judgesTheSameEachTimeAndNothingWithoutHeldOutRecordings() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = read("train", 3);
                LogMelDataset none =
                        SoundFolder.read(Recordings.in(folder.resolve("train")).with(List.of()), folder)) {
            DiffusionTraining.Preview nothing = (model, update) -> {};
            GeneratorSpec spec = TinyTraining.spec(data, 16, 1);
            DiffusionTraining training =
                    new DiffusionTraining(spec, new TrainingData<>(data, data), plan(4), nothing, manager);
            assertEquals(training.evaluate(1), training.evaluate(2));
            assertEquals(
                    Map.of(),
                    new DiffusionTraining(spec, new TrainingData<>(data, none), plan(4), nothing, manager).evaluate(1));
            assertThrows(IllegalArgumentException.class, () -> new TrainingData<>(none, data));
            GeneratorSpec others = new GeneratorSpec(
                    spec.kind(), spec.features(), spec.normalization(), List.of("a", "b"), spec.network(), Map.of());
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> new DiffusionTraining(others, new TrainingData<>(data, none), plan(4), nothing, manager));
            assertEquals("the model's classes are [a, b], the data's [high, low]", e.getMessage());
        }
    }

    @Test
    void showsEachRecordingOnceAnEpoch() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = read("train", 4)) {
            GeneratorSpec spec = TinyTraining.spec(data, 16, 1);
            TrainingData<LogMelDataset> both = new TrainingData<>(data, data);
            DiffusionTraining one = new DiffusionTraining(spec, both, plan(4), (model, update) -> {}, manager);
            DiffusionTraining other = new DiffusionTraining(spec, both, plan(4), (model, update) -> {}, manager);
            // A step's loss follows from its number alone, whatever came before.
            try (NDManager scope = manager.newSubManager()) {
                float fifth = one.loss(scope, 5).getFloat();
                other.loss(scope, 9);
                assertEquals(fifth, other.loss(scope, 5).getFloat());
                assertTrue(fifth != other.loss(scope, 6).getFloat());
            }
        }
    }
}

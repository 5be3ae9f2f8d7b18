package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Declaration;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge of tones of three pitches in noise, trained once for all tests. */
class JudgeTest {
    private static final MelSpec FEATURES =
            new MelSpec(new StftSpec(8000, 256, 64, Window.HANN), 20, MelScale.HTK, false, 0, 4000, 0.01);
    private static final int SAMPLES = 1984;
    private static final int FRAMES = 32;
    private static final List<String> CLASSES = List.of("high", "low", "middle");
    private static final int[] HERTZ = {1600, 400, 800};

    @TempDir
    private static Path folder;

    private static Path model;
    private static Map<String, Double> heldOut;

    @BeforeAll
    static void train() throws IOException {
        model = Files.createDirectories(folder.resolve("model"));
        writeTones(folder.resolve("train"), 1, 20);
        writeTones(folder.resolve("validation"), 2, 20);
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset train = read(folder.resolve("train"));
                LogMelDataset held = read(folder.resolve("validation"))) {
            JudgeSpec spec = spec(Normalization.of(train, FRAMES));
            TrainingPlan plan = TrainingPlan.standard(100, 16, 0.003, 1).withEma(0.9);
            JudgeTraining training = new JudgeTraining(spec, new TrainingData<>(train, held), plan, manager);
            TrainingRun run = new TrainingRun(training, plan, folder.resolve("checkpoints"));
            run.run(new Figures(), () -> false);
            Checkpoint.write(model, spec, run.averagedWeights(), DataType.FLOAT32);
        }
    }

    @Test
    void learnsToTellTonesItNeverHeard() throws IOException {
        assertTrue(heldOut.get("accuracy") > 0.95, heldOut.toString());
        assertEquals(heldOut.get("accuracy"), accuracyOn(folder.resolve("validation")));
        assertTrue(heldOut.get("loss") < 0.4, heldOut.toString());
    }

    @Test
    void halfPrecisionKeepsTheVerdicts() throws IOException {
        Path half = Files.createDirectories(folder.resolve("half"));
        List<LogMel> clips = clips(5, 12);
        try (Judge judge = Judge.load(model);
                LogMelDataset train = read(folder.resolve("train"))) {
            assertEquals(Normalization.of(train, FRAMES), judge.spec().normalization());
            var tensors = SafeTensors.read(model.resolve(Checkpoint.WEIGHTS));
            Checkpoint.write(half, judge.spec(), tensors, DataType.FLOAT16);
            Verdicts expected = judge.verdicts(clips);
            try (Judge again = Judge.load(half)) {
                Verdicts actual = again.verdicts(clips);
                for (int i = 0; i < clips.size(); i++) {
                    assertArrayEquals(expected.probabilities()[i], actual.probabilities()[i], 0.02f);
                }
            }
        }
    }

    @Test
    void aVerdictDoesNotDependOnTheOtherClips() throws IOException {
        List<LogMel> clips = clips(3, 70);
        try (Judge judge = Judge.load(model)) {
            Verdicts all = judge.verdicts(clips);
            assertEquals(70, all.size());
            for (int i : new int[] {0, 63, 64, 69}) {
                Verdicts alone = judge.verdicts(List.of(clips.get(i)));
                assertArrayEquals(alone.probabilities()[0], all.probabilities()[i], 1e-5f);
                assertArrayEquals(alone.features()[0], all.features()[i], 1e-4f);
                assertEquals(spec(judge.spec().normalization()).width(), all.features()[i].length);
            }
        }
    }

    @Test
    void probabilitiesAreADistribution() throws IOException {
        try (Judge judge = Judge.load(model)) {
            for (float[] row : judge.verdicts(clips(4, 10)).probabilities()) {
                float sum = 0;
                for (float p : row) {
                    assertTrue(p >= 0);
                    sum += p;
                }
                assertEquals(1, sum, 1e-5);
            }
        }
    }

    @Test
    void whatIsMissingAtTheEndIsSilenceAndWhatIsTooMuchIsCut() throws IOException {
        float silence = (float) Math.log(FEATURES.floor());
        float[] whole = clips(6, 1).get(0).toArray();
        int half = whole.length / 2;
        float[] padded = whole.clone();
        float[] longer = Arrays.copyOf(whole, whole.length + half / 20 * 20);
        // Below the floor is as good as at it.
        Arrays.fill(padded, half, whole.length, silence - 3);
        float[] shorter = Arrays.copyOf(whole, half);
        try (Judge judge = Judge.load(model)) {
            Verdicts v = judge.verdicts(List.of(logMel(padded), logMel(shorter), logMel(whole), logMel(longer)));
            assertArrayEquals(v.features()[0], v.features()[1], 1e-5f);
            assertArrayEquals(v.features()[2], v.features()[3], 1e-5f);
        }
    }

    @Test
    void otherFeaturesAreRefusedNamingBoth() throws IOException {
        MelSpec other = new MelSpec(FEATURES.stft(), 30, MelScale.HTK, false, 0, 4000, 0.01);
        try (Judge judge = Judge.load(model)) {
            List<LogMel> clips = List.of(new LogMel(other, new float[FRAMES * 30]));
            String message = assertThrows(IllegalArgumentException.class, () -> judge.verdicts(clips))
                    .getMessage();
            assertTrue(message.contains("bands=20") && message.contains("bands=30"), message);
        }
    }

    @Test
    void aTruncatedModelIsRefusedByName() throws IOException {
        Path broken = copy("broken");
        byte[] weights = Files.readAllBytes(broken.resolve(Checkpoint.WEIGHTS));
        Files.write(broken.resolve(Checkpoint.WEIGHTS), Arrays.copyOf(weights, weights.length / 2));

        String message = assertThrows(CheckpointException.class, () -> Judge.load(broken))
                .getMessage();
        assertTrue(message.startsWith(broken.resolve(Checkpoint.WEIGHTS) + ": truncated"), message);
    }

    @Test
    void parametersAreCountedWithoutMakingThem() {
        JudgeSpec spec = JudgeSpec.standard(
                FEATURES,
                new Normalization(Collections.nCopies(FEATURES.bands(), 0f), Collections.nCopies(FEATURES.bands(), 1f)),
                List.of("a", "b", "c"),
                10);
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals(
                    new JudgeNetwork(spec, Declaration.fresh(manager, new SplittableRandom(1)))
                            .weights()
                            .count(),
                    JudgeNetwork.size(spec).parameters());
        }
    }

    @Test
    void aModelOfAnotherKindIsRefusedByName() throws IOException {
        Path other = copy("other");
        Path description = other.resolve(Checkpoint.DESCRIPTION);
        Files.writeString(description, Files.readString(description).replace(JudgeSpec.KIND, "a generator"));

        String message =
                assertThrows(CheckpointException.class, () -> Judge.load(other)).getMessage();
        assertTrue(message.contains(description.toString()) && message.contains("is of kind \"a generator\""), message);
    }

    private static double accuracyOn(Path sounds) throws IOException {
        try (Judge judge = Judge.load(model);
                LogMelDataset data = read(sounds)) {
            int[] expected = new int[data.size()];
            Arrays.setAll(expected, data::classOf);
            return judge.verdicts(data).accuracy(expected);
        }
    }

    private static Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        for (String file : List.of(Checkpoint.DESCRIPTION, Checkpoint.WEIGHTS)) {
            Files.copy(model.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static JudgeSpec spec(Normalization normalization) {
        return new JudgeSpec(
                JudgeSpec.KIND, FEATURES, normalization, CLASSES, FRAMES, List.of(8, 16, 16), 12, Map.of());
    }

    private static LogMelDataset read(Path sounds) throws IOException {
        return LogMelDataset.read(Recordings.in(sounds), FEATURES, folder, true, Dataset.Observer.NONE);
    }

    private static List<LogMel> clips(long seed, int count) {
        Random random = new Random(seed);
        List<LogMel> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clips.add(LogMelDataset.features(tone(HERTZ[i % 3], random), FEATURES));
        }
        return clips;
    }

    private static LogMel logMel(float[] values) {
        return new LogMel(FEATURES, values);
    }

    private static void writeTones(Path sounds, long seed, int each) throws IOException {
        Random random = new Random(seed);
        for (int c = 0; c < HERTZ.length; c++) {
            Path of = Files.createDirectories(sounds.resolve(CLASSES.get(c)));
            for (int i = 0; i < each; i++) {
                SoundFile.write(tone(HERTZ[c], random), of.resolve(i + ".wav"), SampleFormat.PCM_16);
            }
        }
    }

    /** A tone a little off its pitch, of random level, somewhere in noise. */
    private static Audio tone(double hertz, Random random) {
        double pitch = hertz * (0.9 + 0.2 * random.nextDouble());
        double level = 0.05 + 0.4 * random.nextDouble();
        double noise = 0.02 * random.nextDouble();
        int onset = random.nextInt(SAMPLES / 2);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double tone = i < onset ? 0 : level * Math.sin(2 * Math.PI * pitch * i / 8000);
            samples[i] = (float) (tone + noise * random.nextGaussian());
        }
        return Audio.mono(samples, 8000);
    }

    private static final class Figures implements TrainingObserver {
        @Override
        public void updated(Update update) {}

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {
            heldOut = Collections.unmodifiableMap(figures);
        }
    }
}

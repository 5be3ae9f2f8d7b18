package dev.phasewright.autoregressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.autoregressive.CoefficientTable.Order;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoregressiveTrainingTest {
    private static final int FRAMES = 32;
    private static final int KEPT = 24;
    private static final TrainingObserver SILENT = new TrainingObserver() {
        @Override
        public void updated(Update update) {}

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {}
    };

    @TempDir
    Path folder;

    private LogMelDataset tones(int each) throws IOException {
        return SoundFolder.read(Recordings.in(SoundFolder.tones(folder.resolve("tones"), each)), folder);
    }

    private static AutoregressiveSpec spec(LogMelDataset data) {
        Normalization normalization = Normalization.of(data, FRAMES);
        return new AutoregressiveSpec(
                AutoregressiveSpec.KIND,
                data.spec(),
                normalization,
                data.classes(),
                CoefficientTable.measure(data, normalization, FRAMES, KEPT, 0.3, Order.FALLING),
                new DecoderSpec(32, 2, 2),
                Map.of());
    }

    private static TrainingPlan plan(long updates) {
        return TrainingPlan.standard(updates, 8, 0.004, 3).withEma(0.98).withCheckpointEvery(7);
    }

    private static AutoregressiveTraining training(LogMelDataset data, TrainingPlan plan, NDManager manager) {
        return new AutoregressiveTraining(spec(data), new TrainingData<>(data, data), plan, manager);
    }

    @Test
    void thinksThatSymbolsAreNormalBeforeItLearns() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = tones(4)) {
            AutoregressiveTraining training = training(data, plan(10), manager);
            CoefficientTable table = spec(data).coefficients();
            ClipCode code = new ClipCode(table);
            double bits = 0;
            float[] clip = new float[FRAMES * data.spec().bands()];
            for (int item = 0; item < data.size(); item++) {
                data.copy(item, 0, FRAMES, clip, 0);
                spec(data).normalization().normalize(clip);
                int[] symbols = code.encode(clip);
                for (int i = 0; i < KEPT; i++) {
                    double deviation = Math.max(0.3, table.deviations().get(i) / table.stepOf(i));
                    double all = 0;
                    for (int s = -CoefficientTable.MOST; s <= CoefficientTable.MOST; s++) {
                        all += Math.exp(-s * s / (2 * deviation * deviation));
                    }
                    double s = symbols[i] - CoefficientTable.MOST;
                    bits += (s * s / (2 * deviation * deviation) + Math.log(all)) / Math.log(2) / data.size();
                }
            }
            Map<String, Double> figures = training.evaluate(0);
            assertEquals(bits, figures.get("bits"), 1e-3 * bits);
            assertEquals(figures.get("bits") * Math.log(2) / KEPT, figures.get("loss"), 1e-6);
            try (NDManager scope = manager.newSubManager()) {
                // The same clips, cut elsewhere.
                double loss = training.loss(scope, 1).getFloat();
                assertEquals(figures.get("loss"), loss, 0.1 * loss);
            }
        }
    }

    /** One symbol after the other, with what attention remembers, the network says what it says of the whole at once. */
    @Test
    void writesByMemoryWhatItReadsAtOnce() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = tones(4)) {
            CoefficientDecoder network = random(spec(data), manager);
            RandomGenerator random = Seeds.stream(9, "test", 0);
            int[][] symbols = new int[3][KEPT];
            for (int[] sentence : symbols) {
                Arrays.setAll(sentence, i -> random.nextInt(CoefficientTable.SYMBOLS));
            }
            Condition condition = Condition.of(0, 1, Condition.NONE);
            float[] whole = network.forward(manager, symbols, condition).toFloatArray();
            CoefficientDecoder.Writing writing = network.write(manager, condition);
            double spread = 0;
            for (int i = 0; i < KEPT; i++) {
                int before = Math.max(0, i - 1);
                int[] last = Arrays.stream(symbols).mapToInt(s -> s[before]).toArray();
                float[] likely = writing.next(last);
                for (int c = 0; c < symbols.length; c++) {
                    for (int s = 0; s < CoefficientTable.SYMBOLS; s++) {
                        float expected = whole[(c * KEPT + i) * CoefficientTable.SYMBOLS + s];
                        assertEquals(
                                expected,
                                likely[c * CoefficientTable.SYMBOLS + s],
                                1e-5 * Math.max(10, Math.abs(expected)));
                        spread = Math.max(spread, Math.abs(expected));
                    }
                }
            }
            assertTrue(spread > 0.5, "the network says something: " + spread);

            // What comes later changes nothing of what is said before.
            int[][] other = {symbols[0].clone(), symbols[1].clone(), symbols[2].clone()};
            other[0][KEPT / 2] = (other[0][KEPT / 2] + 7) % CoefficientTable.SYMBOLS;
            float[] changed = network.forward(manager, other, condition).toFloatArray();
            int upTo = (KEPT / 2 + 1) * CoefficientTable.SYMBOLS;
            assertArrayEquals(Arrays.copyOf(whole, upTo), Arrays.copyOf(changed, upTo), 1e-5f);
            assertTrue(Math.abs(whole[upTo] - changed[upTo]) > 1e-4);
        }
    }

    /** A network whose weights are all drawn, those too that begin at zero. */
    private static CoefficientDecoder random(AutoregressiveSpec spec, NDManager manager) {
        CoefficientDecoder network = new CoefficientDecoder(spec, Declaration.blank(manager));
        Map<String, float[]> values = network.weights().toArrays();
        RandomGenerator random = Seeds.stream(5, "test", 1);
        values.values().forEach(array -> {
            NormalDeviates.fill(array, 0, array.length, random);
            for (int i = 0; i < array.length; i++) {
                array[i] *= 0.2f;
            }
        });
        network.weights().set(values);
        return network;
    }

    @Test
    void learnsTwoClassesOfTonesAndFinishesThem() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = tones(24)) {
            TrainingPlan plan = plan(400).withCheckpointEvery(1000);
            AutoregressiveTraining training = training(data, plan, manager);
            TrainingRun run = new TrainingRun(training, plan, folder.resolve("run"));
            run.run(SILENT, () -> false);
            assertTrue(
                    training.evaluate(0).get("loss") < 1.2, training.evaluate(0).toString());

            Path out = folder.resolve("model");
            Checkpoint.write(out, spec(data), run.averagedWeights(), DataType.FLOAT32);
            try (AutoregressiveGenerator model =
                    AutoregressiveGenerator.load(ModelFolder.read(out), Precision.FLOAT32)) {
                int[] asked = new int[16];
                Arrays.fill(asked, 8, 16, 1);
                long[] seeds = new long[16];
                Arrays.setAll(seeds, i -> i);
                List<Long> told = new ArrayList<>();
                List<LogMel> drawn = model.generate(0.9, Condition.of(asked), seeds, (done, total) -> {
                    assertEquals(16L * KEPT, total);
                    told.add(done);
                });
                assertEquals(16L * KEPT, told.get(told.size() - 1));
                assertEquals(KEPT + 1, told.size());
                int right = 0;
                for (int i = 0; i < 16; i++) {
                    right += loudestBand(drawn.get(i)) == loudestBand(ofClass(data, asked[i])) ? 1 : 0;
                }
                assertTrue(right >= 14, right + " of 16 clips have the pitch of their class");
                List<LogMel> again = model.generate(0.9, Condition.of(asked), seeds, GenerationObserver.NONE);
                for (int i = 0; i < 16; i++) {
                    assertArrayEquals(drawn.get(i).toArray(), again.get(i).toArray());
                }

                LogMel real = real(data, 0);
                LogMel read = model.begin(real, KEPT);
                long[] two = {1, 2};
                List<LogMel> same = List.of(real, real);
                List<LogMel> whole = model.finish(same, KEPT, 0.9, Condition.of(0, 0), two, GenerationObserver.NONE);
                assertArrayEquals(read.toArray(), whole.get(1).toArray());
                List<LogMel> finished = model.finish(same, 6, 0.9, Condition.of(0, 0), two, GenerationObserver.NONE);
                assertTrue(!Arrays.equals(
                        finished.get(0).toArray(), finished.get(1).toArray()));
                assertArrayEquals(
                        model.begin(real, 6).toArray(),
                        model.begin(finished.get(0), 6).toArray(),
                        1e-3f);
                assertThrows(IllegalArgumentException.class, () -> model.begin(real, KEPT + 1));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.finish(same, 6, 0.9, Condition.of(0), two, GenerationObserver.NONE));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.generate(0, Condition.of(0), new long[1], GenerationObserver.NONE));
                assertEquals(
                        0,
                        model.spec().condition("high", Condition.NONE, Map.of()).classOf(0));
                assertThrows(IllegalArgumentException.class, () -> model.spec().condition("high", 60, Map.of()));
            }
            CheckpointException e =
                    assertThrows(CheckpointException.class, () -> GeneratorSpec.of(ModelFolder.read(out)));
            assertTrue(e.getMessage().contains("autoregress"), e.getMessage());
        }
    }

    private static LogMel ofClass(LogMelDataset data, int wanted) {
        int item = 0;
        while (data.classOf(item) != wanted) {
            item++;
        }
        return real(data, item);
    }

    private static LogMel real(LogMelDataset data, int item) {
        float[] values = new float[FRAMES * data.spec().bands()];
        data.copy(item, 0, FRAMES, values, 0);
        return new LogMel(data.spec(), values);
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

    @Test
    void resumesToTheSameBits() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = tones(4)) {
            TrainingPlan plan = plan(20);
            TrainingRun whole = new TrainingRun(training(data, plan, manager), plan, folder.resolve("whole"));
            whole.run(SILENT, () -> false);
            int[] done = {0};
            new TrainingRun(training(data, plan, manager), plan, folder.resolve("parts"))
                    .run(SILENT, () -> ++done[0] == 9);
            TrainingRun resumed = new TrainingRun(training(data, plan, manager), plan, folder.resolve("parts"));
            resumed.resume();
            assertEquals(9, resumed.updates());
            resumed.run(SILENT, () -> false);
            whole.averagedWeights()
                    .forEach((name, tensor) -> assertArrayEquals(
                            tensor.values(), resumed.averagedWeights().get(name).values(), name));
        }
    }
}

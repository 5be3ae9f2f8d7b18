package dev.phasewright.vocoder.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.WaveDataset;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import dev.phasewright.vocoder.network.PhaseNetworkSpec;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.PhaseIntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public class VocoderTrainingTest {
    public static final VocoderSpec SPEC = spec(16_000);

    private static VocoderSpec spec(int sampleRate) {
        MelSpec features = new MelSpec(
                new StftSpec(sampleRate, 512, 64, Window.HANN), 40, MelScale.HTK, false, 0, sampleRate / 2.0, 0.01);
        return new VocoderSpec(VocoderSpec.KIND, features, new PhaseNetworkSpec(16, 2, 2), 24, 1, Map.of());
    }

    @TempDir
    Path folder;

    @BeforeEach
    void record() throws IOException {
        Path sounds = Files.createDirectories(folder.resolve("sounds"));
        float[] glide = PhaseIntegrationTest.sound();
        for (int i = 0; i < 6; i++) {
            float[] part = new float[4000];
            System.arraycopy(glide, 600 * i, part, 0, part.length);
            SoundFile.write(Audio.mono(part, 16_000), sounds.resolve(i + ".wav"), SampleFormat.FLOAT_32);
        }
    }

    private WaveDataset read() throws IOException {
        return WaveDataset.read(Recordings.in(folder.resolve("sounds")), 16_000, folder, true, new Dataset.Observer() {
            @Override
            public void read(int done, int of) {}

            @Override
            public void skipped(String message) {
                throw new AssertionError(message);
            }
        });
    }

    private static TrainingPlan plan(long updates, int batch) {
        return TrainingPlan.standard(updates, batch, 5e-3, 1).withWarmup(1).withEma(0.8);
    }

    private static VocoderTraining training(
            WaveDataset data, VocoderObjective objective, TrainingPlan plan, NDManager manager) {
        return new VocoderTraining(SPEC, objective, new TrainingData<>(data, data), plan, manager);
    }

    @Test
    void learnsWhatTheMelBandsHide() throws IOException {
        List<Double> losses = new ArrayList<>();
        List<Map<String, Double>> after = new ArrayList<>();
        TrainingObserver log = new TrainingObserver() {
            @Override
            public void updated(Update update) {
                losses.add(update.loss());
            }

            @Override
            public void checkpointed(long updates, Map<String, Double> figures) {
                after.add(figures);
            }
        };
        try (NDManager manager = NDManager.newBaseManager();
                WaveDataset data = read()) {
            TrainingPlan plan = plan(60, 4).withWarmup(5);
            VocoderTraining training = training(data, VocoderObjective.standard(16), plan, manager);
            Map<String, Double> before = training.evaluate(0);
            new TrainingRun(training, plan, folder.resolve("checkpoints")).run(log, () -> false);
            assertTrue(before.get("loss") < -15, "before " + before);
            for (String figure : List.of("mel convergence", "mel log-spectral distance")) {
                assertTrue(
                        after.get(0).get(figure) < before.get(figure) - 0.5, figure + ": " + before + " to " + after);
            }
            // A glide is what the analytic phase is best at; sixty updates of a tiny network must not spoil it.
            assertTrue(after.get(0).get("loss") < -24, before + " to " + after);
        }
        assertTrue(losses.get(59) < losses.get(0) - 0.5, losses.get(0) + " to " + losses.get(59));
    }

    @Test
    void aBatchDependsOnItsNumberAlone() throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                WaveDataset data = read()) {
            float[] losses = new float[3];
            for (int i = 0; i < 3; i++) {
                VocoderTraining training = training(data, VocoderObjective.standard(16), plan(60, 4), manager);
                try (NDManager scope = manager.newSubManager();
                        NDArray loss = training.loss(scope, i == 2 ? 8 : 7)) {
                    losses[i] = loss.getFloat();
                }
            }
            assertEquals(losses[0], losses[1]);
            assertTrue(losses[0] != losses[2]);
        }
    }

    @ParameterizedTest
    @EnumSource(WaveformLoss.class)
    void resumesExactlyWithEachLoss(WaveformLoss loss) throws IOException {
        TrainingPlan plan = plan(6, 2);
        try (NDManager manager = NDManager.newBaseManager();
                WaveDataset data = read()) {
            Path whole = folder.resolve("whole");
            train(data, plan, whole, loss, manager, 6);
            Path parts = folder.resolve("parts");
            train(data, plan, parts, loss, manager, 2);
            train(data, plan, parts, loss, manager, 4);
            String state = "step-000000006/state.safetensors";
            assertArrayEquals(Files.readAllBytes(whole.resolve(state)), Files.readAllBytes(parts.resolve(state)));
            VocoderTraining plain = training(data, VocoderObjective.standard(26), plan, manager);
            assertThrows(CheckpointException.class, () -> new TrainingRun(plain, plan, parts).resume());
        }
    }

    /** So many updates, from the latest checkpoint if there is one; what is shipped has no more weights for it. */
    private static void train(
            WaveDataset data, TrainingPlan plan, Path out, WaveformLoss loss, NDManager manager, int updates)
            throws IOException {
        VocoderTraining training = training(data, new VocoderObjective(26, Set.of(loss), false), plan, manager);
        TrainingRun run = new TrainingRun(training, plan, out);
        if (TrainingRun.hasCheckpoint(out)) {
            run.resume();
        }
        long end = run.updates() + updates;
        TrainingObserver quiet = new TrainingObserver() {
            @Override
            public void updated(Update update) {
                assertTrue(Double.isFinite(update.gradientNorm()));
            }

            @Override
            public void checkpointed(long updates, Map<String, Double> figures) {}
        };
        assertEquals(end, run.run(quiet, () -> run.updates() == end).updates());
        assertEquals(training.weights().names(), run.averagedWeights().keySet());
    }

    @Test
    void linearInputCanBeLearnedAlone() throws IOException {
        TrainingPlan plan = plan(2, 2);
        try (NDManager manager = NDManager.newBaseManager();
                WaveDataset data = read()) {
            VocoderObjective alone = new VocoderObjective(26, Set.of(WaveformLoss.CONSISTENCY), true);
            VocoderTraining training = training(data, alone, plan, manager);
            Map<String, float[]> before = training.weights().toArrays();
            new TrainingRun(training, plan, folder.resolve("alone")).run(NOTHING, () -> false);
            Map<String, float[]> after = training.weights().toArrays();
            before.forEach((name, values) -> {
                // Decay alone moves what has no gradient, and by little.
                if (!name.startsWith("linear")) {
                    assertArrayEquals(values, after.get(name), 1e-3f, name);
                }
            });
            assertFalse(Arrays.equals(before.get("linear.output.weight"), after.get("linear.output.weight")));
            assertEquals(Set.of("loss"), training.evaluate(2).keySet());
        }
    }

    private static final TrainingObserver NOTHING = new TrainingObserver() {
        @Override
        public void updated(Update update) {}

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {}
    };

    @Test
    void recordingsAtAnotherRateAreRefused() throws IOException {
        VocoderSpec other = spec(8000);
        try (NDManager manager = NDManager.newBaseManager();
                WaveDataset data = read()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new VocoderTraining(
                            other,
                            VocoderObjective.standard(16),
                            new TrainingData<>(data, data),
                            plan(60, 4),
                            manager));
        }
    }
}

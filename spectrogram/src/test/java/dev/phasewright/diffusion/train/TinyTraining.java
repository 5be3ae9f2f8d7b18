package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.NetworkDenoiser;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.nn.Declaration;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A network of a few thousand weights, trained in a process of its own. */
public final class TinyTraining {
    static final int STEPS = 40;

    private TinyTraining() {}

    public static GeneratorSpec spec(LogMelDataset data, int width, int depth) {
        TransformerSpec network = new TransformerSpec(
                32, data.spec().bands(), 4, width, depth, 2, data.classes().size());
        return new GeneratorSpec(
                GeneratorSpec.KIND, data.spec(), Normalization.of(data, 32), data.classes(), network, Map.of());
    }

    /** {@code resume DATA OUT PAUSE}: trains on from what OUT holds. {@code memory DATA OUT}: trains long and prints. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[2]);
        boolean memory = args[0].equals("memory");
        try (NDManager manager = NDManager.newBaseManager();
                LogMelDataset data = SoundFolder.read(Recordings.in(Path.of(args[1])), out)) {
            TrainingPlan plan = TrainingPlan.standard(memory ? 2000 : STEPS, 4, 0.003, 7)
                    .withWarmup(5)
                    .withEma(0.99)
                    .withCheckpointEvery(memory ? 500 : 3);
            DiffusionTraining training = new DiffusionTraining(
                    spec(data, 16, 1), new TrainingData<>(data, data), plan, (model, update) -> {}, manager);
            TrainingRun run = new TrainingRun(training, plan, out.resolve("checkpoints"));
            if (memory) {
                measure(run, training, data, manager);
                return;
            }
            if (TrainingRun.hasCheckpoint(out.resolve("checkpoints"))) {
                run.resume();
            }
            Files.writeString(out.resolve("begun-at"), Long.toString(run.updates()));
            run.run(new Pausing(Long.parseLong(args[3])), () -> false);
        }
    }

    /** Gives the process that kills this one time to do so. */
    private record Pausing(long millis) implements TrainingObserver {
        @Override
        public void updated(Update update) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void checkpointed(long updates, Map<String, Double> figures) {}
    }

    private static void measure(TrainingRun run, DiffusionTraining training, LogMelDataset data, NDManager manager)
            throws IOException {
        run.run(
                new TrainingObserver() {
                    @Override
                    public void updated(Update update) {
                        if (update.number() % 500 == 0) {
                            print("trained " + update.number(), manager);
                        }
                    }

                    @Override
                    public void checkpointed(long updates, Map<String, Double> figures) {}
                },
                () -> false);
        GeneratorSpec spec = spec(data, 16, 1);
        Denoiser denoiser =
                new NetworkDenoiser(new DiffusionTransformer(spec.network(), Declaration.over(training.weights())));
        try (MagnitudeGenerator model = MagnitudeGenerator.of(spec, denoiser, manager)) {
            for (int i = 1; i <= 200; i++) {
                model.generate(SamplingPlan.DEFAULT, Condition.of(0, 1), new long[] {i, -i}, SamplingObserver.NONE);
                if (i % 50 == 0) {
                    print("sampled " + i, manager);
                }
            }
        }
    }

    /** What, arrays held (also by sub-managers), kilobytes resident. */
    private static void print(String what, NDManager manager) {
        try {
            System.gc();
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("\\D", "");
            System.out.println(what + " " + manager.getManagedArrays().size() + " " + resident);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@link #main} on one thread and with a heap that never grows. */
    static Process start(Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A compiler and a heap that do not grow, so that what grows is the engine's.
                "-XX:TieredStopAtLevel=1",
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                TinyTraining.class.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }
}

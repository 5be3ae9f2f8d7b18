package dev.phasewright.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SampleFormat;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.DiffusionTraining;
import dev.phasewright.spectrogram.diffusion.GaussianNoise;
import dev.phasewright.spectrogram.diffusion.GeneratorSpec;
import dev.phasewright.spectrogram.diffusion.NoiseLevels;
import dev.phasewright.spectrogram.diffusion.SamplingObserver;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.diffusion.TransformerSpec;
import dev.phasewright.spectrogram.learn.Dataset;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Normalization;
import dev.phasewright.spectrogram.learn.Precision;
import dev.phasewright.spectrogram.learn.Recordings;
import dev.phasewright.spectrogram.learn.TrainingObserver;
import dev.phasewright.spectrogram.learn.TrainingPlan;
import dev.phasewright.spectrogram.learn.TrainingRun;
import dev.phasewright.vocoder.GriffinLim;
import dev.phasewright.vocoder.ModelPath;
import dev.phasewright.vocoder.Phasewright;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasewright bench}: speed as ratios to what this machine can do, measured in one process. */
@Command(
        name = "bench",
        description = {
            "Measure speed as ratios to this machine's own limit.",
            "",
            "The limit is a 2048 × 2048 × 2048 float32 matrix product in the same process, measured before, between "
                    + "and after. Run it on an idle machine.",
            ""
        },
        footer = {"", "Example:", "  phasewright bench"})
final class BenchCommand implements Callable<Integer> {
    private static final int SIDE = 2048;
    private static final int BATCH = 64;
    private static final int TRAINING_STEPS = 30;
    private static final int WARM_UP = 10;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model to generate with (default: ${DEFAULT-VALUE}).")
    private String model;

    @Spec
    private CommandSpec spec;

    private final List<Double> limits = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path found = ModelPath.find(model);
        try (TemporaryFolder folder = new TemporaryFolder();
                NDManager manager = PyTorch.start(new Talk(spec.commandLine().getErr()))) {
            Map<Precision, Double> training = new EnumMap<>(Precision.class);
            Map<Precision, Double> generation = new EnumMap<>(Precision.class);
            measureLimit(manager);
            record(folder.path());
            for (Precision precision : Precision.values()) {
                training.put(precision, training(manager, folder.path(), precision));
                measureLimit(manager);
                try (Phasewright phasewright = Phasewright.load(found.toString(), GriffinLim.standard(), precision)) {
                    generation.put(precision, generation(phasewright));
                }
                measureLimit(manager);
            }
            double limit = median(limits);
            row(out, "matrix product 2048³, float32", "%.0f GFLOP/s", limit);
            rows(out, "training, batch 64", training, limit);
            rows(out, "generation, batch 64", generation, limit);
            try (Phasewright phasewright = Phasewright.load(found.toString())) {
                oneClip(phasewright, out);
            }
            out.println("this machine trains in " + Precision.fastest().name().toLowerCase(Locale.ROOT)
                    + " unless told otherwise");
        }
        return 0;
    }

    private static void row(PrintWriter out, String name, String format, double value) {
        out.println(String.format(Locale.ROOT, "%-36s " + format, name, value));
        out.flush();
    }

    private static void rows(PrintWriter out, String what, Map<Precision, Double> rates, double limit) {
        rates.forEach((precision, rate) -> {
            row(out, what + ", " + precision.name().toLowerCase(Locale.ROOT), "%.0f GFLOP/s", rate);
            row(out, "  ÷ matrix product", "%.2f", rate / limit);
        });
    }

    private void measureLimit(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray a = scope.ones(new Shape(SIDE, SIDE));
            for (int i = 0; i < 12; i++) {
                long start = System.nanoTime();
                a.matMul(a).close();
                if (i >= 4) {
                    limits.add(2.0 * SIDE * SIDE * SIDE / (System.nanoTime() - start));
                }
            }
        }
    }

    private static void record(Path folder) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            float[] noise = new float[16_000];
            SplittableRandom random = new SplittableRandom(i);
            for (int j = 0; j < noise.length; j++) {
                noise[j] = (float) (random.nextDouble() - 0.5);
            }
            SoundFile.write(Audio.mono(noise, 16_000), folder.resolve(i + ".wav"), SampleFormat.PCM_16);
        }
    }

    /** The real training loop on recordings of noise: reading, drowning, both passes, clipping, AdamW, averaging. */
    private double training(NDManager manager, Path folder, Precision precision) throws IOException {
        Recordings recordings = Recordings.in(folder);
        Dataset.Observer silent = new Dataset.Observer() {
            @Override
            public void read(int done, int of) {}

            @Override
            public void skipped(String message) {
                throw new IllegalStateException(message);
            }
        };
        MelSpec features = MelSpec.STANDARD;
        TransformerSpec network = new TransformerSpec(128, features.bands(), 4, 256, 6, 4, 0);
        List<Double> rates = new ArrayList<>();
        try (LogMelDataset data = LogMelDataset.read(recordings, features, folder, true, silent);
                LogMelDataset none = LogMelDataset.read(recordings.with(List.of()), features, folder, true, silent)) {
            GeneratorSpec described = new GeneratorSpec(
                    GeneratorSpec.KIND, features, Normalization.of(data, 128), List.of(), network, Map.of());
            DiffusionTraining trainee = new DiffusionTraining(
                    described, data, none, NoiseLevels.DEFAULT, BATCH, 1, (m, step) -> {}, manager);
            trainee.weights().computeIn(precision);
            TrainingPlan plan = new TrainingPlan(TRAINING_STEPS, BATCH, 1e-3, 10, 0.99, 0.01, 1, 0.999, 1, 1000);
            long[] last = {0};
            new TrainingRun(trainee, plan, folder.resolve("checkpoints-" + precision))
                    .run(
                            new TrainingObserver() {
                                @Override
                                public void updated(Update update) {
                                    long now = System.nanoTime();
                                    if (update.step() > WARM_UP) {
                                        rates.add(BATCH * trainee.flopsPerClip() / (now - last[0]));
                                    }
                                    last[0] = now;
                                }

                                @Override
                                public void checkpointed(long step, Map<String, Double> figures) {}
                            },
                            () -> false);
        }
        return median(rates);
    }

    private static double generation(Phasewright phasewright) {
        TransformerSpec network = phasewright.generator().spec().network();
        long[] seeds = GaussianNoise.itemSeeds(1, BATCH);
        int[] classes = new int[BATCH];
        Arrays.setAll(classes, i -> network.classes() == 0 ? Condition.NONE : i % network.classes());
        List<Long> at = new ArrayList<>();
        SamplingObserver clock = (step, steps, sigma, x, denoised) -> at.add(System.nanoTime());
        // Without guidance each step is one evaluation.
        SamplingPlan standard = SamplingPlan.DEFAULT;
        SamplingPlan plain = new SamplingPlan(standard.sampler(), standard.schedule(), standard.steps(), 1, 0, 1);
        phasewright.generator().generate(plain, Condition.of(classes), seeds, clock);
        List<Double> rates = new ArrayList<>();
        for (int i = 3; i < at.size(); i++) {
            rates.add(BATCH * network.flops() / (at.get(i) - at.get(i - 1)));
        }
        return median(rates);
    }

    private static void oneClip(Phasewright phasewright, PrintWriter out) {
        Condition condition = Condition.of(phasewright.classes().isEmpty() ? Condition.NONE : 0);
        List<Double> magnitudes = new ArrayList<>();
        List<Double> phase = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            LogMel clip = phasewright
                    .generator()
                    .generate(SamplingPlan.DEFAULT, condition, new long[] {i}, SamplingObserver.NONE)
                    .get(0);
            long middle = System.nanoTime();
            seconds = phasewright.synthesize(clip, i).seconds();
            if (i > 0) {
                magnitudes.add((middle - start) * 1e-9);
                phase.add((System.nanoTime() - middle) * 1e-9);
            }
        }
        row(out, "one clip, magnitudes", "%.1f × real time", seconds / median(magnitudes));
        row(out, "one clip, phase", "%.1f × real time", seconds / median(phase));
        row(out, "one clip, whole", "%.1f × real time", seconds / (median(magnitudes) + median(phase)));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return DoubleStream.of(sorted[sorted.length / 2], sorted[(sorted.length - 1) / 2])
                .average()
                .orElseThrow();
    }
}

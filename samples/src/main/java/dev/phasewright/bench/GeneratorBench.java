package dev.phasewright.bench;

import ai.djl.ndarray.NDManager;
import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.GriffinLim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** How fast a generator is trained and how fast it generates. */
public final class GeneratorBench {
    private static final int BATCH = 64;
    private static final int TRAINING_STEPS = 30;
    private static final int WARM_UP = 10;
    private static final int TOGETHER = 16;
    private static final int FEWEST = 6;
    private static final long LONG_ENOUGH = 20_000_000_000L;

    private final Path model;
    private final Path folder;
    private final NDManager manager;

    /**
     * A bench for one model.
     *
     * @param model the directory of what generates; what is trained is a new network
     * @param folder empty, for recordings and checkpoints
     */
    public GeneratorBench(Path model, Path folder, NDManager manager) throws IOException {
        this.model = model;
        this.folder = folder;
        this.manager = manager;
        record();
    }

    /** What the products of training and of generation reach. */
    public List<Rate> rates(MatrixProduct limit) throws IOException {
        List<Rate> training = new ArrayList<>();
        List<Rate> generation = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            training.add(Rate.of("training, batch 64", precision, training(precision)));
            limit.measure();
            try (Phasewright phasewright = Phasewright.load(model.toString(), GriffinLim.standard(), precision)) {
                generation.add(Rate.of("generation, batch 64", precision, generation(phasewright)));
            }
            limit.measure();
        }
        training.addAll(generation);
        return training;
    }

    private void record() throws IOException {
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
    private double training(Precision precision) throws IOException {
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
        TransformerSpec network = TransformerSpec.standard(128, features.bands(), 0, PitchRange.NONE);
        List<Double> rates = new ArrayList<>();
        try (LogMelDataset data = LogMelDataset.read(recordings, features, folder, true, silent);
                LogMelDataset none = LogMelDataset.read(recordings.with(List.of()), features, folder, true, silent)) {
            GeneratorSpec described = new GeneratorSpec(
                    GeneratorSpec.KIND, features, Normalization.of(data, 128), List.of(), network, Map.of());
            TrainingPlan plan = TrainingPlan.standard(TRAINING_STEPS, BATCH, 1e-3, 1);
            DiffusionTraining trainee =
                    new DiffusionTraining(described, new TrainingData<>(data, none), plan, (m, update) -> {}, manager);
            trainee.weights().computeIn(precision);
            long[] last = {0};
            new TrainingRun(trainee, plan, folder.resolve("checkpoints-" + precision))
                    .run(
                            new TrainingObserver() {
                                @Override
                                public void updated(Update update) {
                                    long now = System.nanoTime();
                                    if (update.number() > WARM_UP) {
                                        rates.add(BATCH * trainee.flopsPerClip() / (now - last[0]));
                                    }
                                    last[0] = now;
                                }

                                @Override
                                public void checkpointed(long updates, Map<String, Double> figures) {}
                            },
                            () -> false);
        }
        return Median.of(rates);
    }

    private static double generation(Phasewright phasewright) {
        TransformerSpec network = phasewright.generator().spec().network();
        long[] seeds = GaussianNoise.itemSeeds(1, BATCH);
        int[] classes = new int[BATCH];
        Arrays.setAll(classes, i -> network.classes() == 0 ? Condition.NONE : i % network.classes());
        List<Long> at = new ArrayList<>();
        SamplingObserver clock = (step, steps, sigma, x, denoised) -> at.add(System.nanoTime());
        // Without guidance each step is one evaluation, of which a median is taken: not of a student's few steps.
        SamplingPlan standard = SamplingPlan.DEFAULT;
        SamplingPlan plain = new SamplingPlan(standard.sampler(), standard.schedule(), standard.steps(), 1, 0, 1);
        phasewright.generator().generate(plain, Condition.of(classes), seeds, clock);
        double operations = DiffusionTransformer.size(network).operations();
        List<Double> rates = new ArrayList<>();
        for (int i = 3; i < at.size(); i++) {
            rates.add(BATCH * operations / (at.get(i) - at.get(i - 1)));
        }
        return Median.of(rates);
    }

    /** How long one clip takes once everything is loaded and compiled. */
    public void oneClip(Figures figures) throws IOException {
        try (Phasewright phasewright = Phasewright.load(model.toString())) {
            oneClip(phasewright, figures);
        }
    }

    /**
     * How much faster than real time a model generates {@link #TOGETHER} clips at once, sampled as it is unless something
     * else is asked for, and how fast they become sound.
     *
     * @param name what to call it
     */
    public static void together(Path model, String name, Precision precision, Figures figures) throws IOException {
        try (Phasewright phasewright = new Phasewright(
                MagnitudeGenerator.load(model, precision),
                NetworkVocoder.load(ModelFolder.find(Phasewright.VOCODER), precision))) {
            MagnitudeGenerator generator = phasewright.generator();
            int classes = generator.spec().network().classes();
            int[] asked = new int[TOGETHER];
            Arrays.setAll(asked, i -> classes == 0 ? Condition.NONE : i % classes);
            List<Double> magnitudes = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            double seconds = 0;
            long begin = System.nanoTime();
            // A student takes a tenth of a second, and Java's compiler many of these before it is done.
            for (int i = 0; i < FEWEST || System.nanoTime() - begin < LONG_ENOUGH; i++) {
                long[] seeds = GaussianNoise.itemSeeds(i, TOGETHER);
                long start = System.nanoTime();
                List<LogMel> clips =
                        generator.generate(generator.plan(), Condition.of(asked), seeds, SamplingObserver.NONE);
                long middle = System.nanoTime();
                seconds = phasewright.synthesize(clips, seeds).stream()
                        .mapToDouble(Audio::seconds)
                        .sum();
                magnitudes.add((middle - start) * 1e-9);
                whole.add((System.nanoTime() - start) * 1e-9);
            }
            String how = name + ", " + TOGETHER + " clips, " + precision.name().toLowerCase(Locale.ROOT);
            figures.realTime(how + ", magnitudes", seconds / Median.of(lastHalf(magnitudes)));
            figures.realTime(how + ", whole", seconds / Median.of(lastHalf(whole)));
        }
    }

    /** What was measured once everything was compiled. */
    private static List<Double> lastHalf(List<Double> all) {
        return all.subList(all.size() / 2, all.size());
    }

    private static void oneClip(Phasewright phasewright, Figures figures) {
        Condition condition = Condition.of(phasewright.classes().isEmpty() ? Condition.NONE : 0);
        List<Double> magnitudes = new ArrayList<>();
        List<Double> phase = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            LogMel clip = phasewright
                    .generator()
                    .generate(phasewright.generator().plan(), condition, new long[] {i}, SamplingObserver.NONE)
                    .get(0);
            long middle = System.nanoTime();
            seconds = phasewright.synthesize(clip, i).seconds();
            if (i > 0) {
                magnitudes.add((middle - start) * 1e-9);
                phase.add((System.nanoTime() - middle) * 1e-9);
            }
        }
        figures.realTime("one clip, magnitudes", seconds / Median.of(magnitudes));
        figures.realTime("one clip, phase", seconds / Median.of(phase));
        figures.realTime("one clip, whole", seconds / (Median.of(magnitudes) + Median.of(phase)));
    }
}

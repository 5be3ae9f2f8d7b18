package dev.phasewright.evaluation.theory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.machine.EquivariantMachine;
import dev.phasewright.theory.machine.IdealMachine;
import dev.phasewright.theory.machine.LearnedClips;
import dev.phasewright.theory.machine.LocalMachine;
import dev.phasewright.theory.machine.Symmetry;
import dev.phasewright.theory.machine.WienerMachine;
import dev.phasewright.theory.machine.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the machines that need no training a trained network resembles (after Kamb &amp; Ganguli 2024): each is asked what
 * the network is asked, once at each noise level of held-out clips, and once for a whole sample from the same noise.
 */
public final class MachineStudy {
    private static final double[] LEVELS = {0.1, 0.3, 1, 3, 10, 30};
    private static final int[] REACHES = {1, 2, 4, 8, 16, 32};
    private static final int STEPS = 18;
    /** In nepers above the floor; a frame whose loudest band is softer is silent. */
    private static final double HEARD = 1;

    private final Spec spec;
    private final MagnitudeGenerator generator;
    private final GeneratorSpec described;
    private final ProgressDisplay display;
    private final LearnedClips learned;
    private final List<float[]> held = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();

    /**
     * What is studied.
     *
     * @param corpus divided, of the generator's classes
     * @param clips that machines know, at most, evenly spread over all
     * @param seeds held-out clips, and samples drawn
     * @param windows that a machine that moves its window compares a place with
     * @param seed of the noise
     */
    public record Spec(Path corpus, int clips, int seeds, int windows, long seed) {}

    /**
     * Reads the clips.
     *
     * @param generator open as long as this is in use
     * @throws IOException if the corpus cannot be read, has another class than the generator, or too few clips
     */
    public MachineStudy(Spec spec, MagnitudeGenerator generator, ProgressDisplay display) throws IOException {
        this.spec = spec;
        this.generator = generator;
        this.described = generator.spec();
        this.display = display;
        TrainingSplit corpus = TrainingSplit.in(spec.corpus(), spec.seed());
        Recordings train = corpus.train();
        Recordings others = corpus.validation().items().isEmpty() ? train : corpus.validation();
        for (String name : train.classes()) {
            if (!described.classes().contains(name)) {
                throw new IOException(spec.corpus() + ": has a class " + name + ", which the model does not know; "
                        + "give what it learned from by --data");
            }
        }
        List<float[]> clips = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        read(train, Spread.over(train.items(), spec.clips()), clips, classes);
        read(others, Spread.over(others.items(), spec.seeds()), held, asked);
        if (clips.size() < 2) {
            throw new IOException(spec.corpus() + ": has " + clips.size() + " training clips; give two at least");
        }
        this.learned = LearnedClips.of(clips, ints(classes), frames(), bands());
        for (int c : asked) {
            if (!classes.contains(c)) {
                throw new IOException(spec.corpus() + ": has no training clip of a class that is held out; "
                        + "let machines know more --clips");
            }
        }
    }

    private int frames() {
        return described.network().frames();
    }

    private int bands() {
        return described.network().bands();
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(n -> n).toArray();
    }

    private void read(Recordings from, List<Recordings.Item> items, List<float[]> clips, List<Integer> classes) {
        for (LogMel mel : RecordedClips.read("reading", items, described.features(), display)) {
            int values = frames() * bands();
            int own = Math.min(values, mel.toArray().length);
            float[] clip = Arrays.copyOf(mel.toArray(), values);
            Arrays.fill(clip, own, values, (float) Math.log(described.features().floor()));
            described.normalization().normalize(clip);
            clips.add(clip);
        }
        for (Recordings.Item item : items) {
            classes.add(
                    item.classIndex() < 0
                            ? Condition.NONE
                            : generator.classIndex(from.classes().get(item.classIndex())));
        }
    }

    /** Calibrates the windows, and holds all machines against the network. */
    public MachineReport run() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<MachineReport.Level> windows = calibrated(manager);
            Map<String, Denoiser> machines = machines(windows);
            List<MachineReport.Row> rows = new ArrayList<>();
            float[] sampled = sampled(generator.denoiser(), manager);
            try (ProgressDisplay.Task bar =
                    display.start("machines", machines.size() * (LEVELS.length + 1L), "comparisons")) {
                long done = 0;
                for (Map.Entry<String, Denoiser> machine : machines.entrySet()) {
                    for (double sigma : LEVELS) {
                        float[] theirs = denoised(generator.denoiser(), sigma, manager);
                        float[] own = denoised(machine.getValue(), sigma, manager);
                        rows.add(row(machine.getKey(), sigma, own, theirs));
                        bar.at(++done);
                    }
                    rows.add(row(machine.getKey(), null, sampled(machine.getValue(), manager), sampled));
                    bar.at(++done);
                }
            }
            return new MachineReport(spec.corpus().toString(), learned.size(), held.size(), windows, rows);
        }
    }

    /** At each level the window through which a local machine's answer is nearest the network's. */
    private List<MachineReport.Level> calibrated(NDManager manager) {
        List<MachineReport.Level> chosen = new ArrayList<>();
        try (ProgressDisplay.Task bar = display.start("windows", LEVELS.length * (long) REACHES.length, "windows")) {
            long done = 0;
            for (double sigma : LEVELS) {
                float[] theirs = denoised(generator.denoiser(), sigma, manager);
                MachineReport.Level best = new MachineReport.Level(sigma, 0, Double.NEGATIVE_INFINITY);
                for (int reach : REACHES) {
                    Window window = new Window(reach, reach);
                    float[] own = denoised(new LocalMachine(learned, s -> window), sigma, manager);
                    double cosine = median(i -> Agreement.cosine(clip(own, i), clip(theirs, i)));
                    best = cosine > best.cosine() ? new MachineReport.Level(sigma, reach, cosine) : best;
                    bar.at(++done);
                }
                chosen.add(best);
            }
        }
        return chosen;
    }

    private Map<String, Denoiser> machines(List<MachineReport.Level> windows) {
        DoubleFunction<Window> fit = sigma -> {
            int reach = nearest(windows, sigma).reach();
            return new Window(reach, reach);
        };
        DoubleFunction<Window> narrow = sigma -> fit.apply(sigma).atMost(EquivariantMachine.FARTHEST);
        Map<String, Denoiser> machines = new LinkedHashMap<>();
        machines.put("Wiener", new WienerMachine(learned));
        machines.put("ideal", new IdealMachine(learned));
        machines.put("local", new LocalMachine(learned, fit));
        if (spec.windows() > 0) {
            for (Symmetry symmetry : Symmetry.values()) {
                machines.put(
                        symmetry == Symmetry.TIME ? "local, any time" : "local, anywhere",
                        new EquivariantMachine(learned, narrow, symmetry, spec.windows(), spec.seed()));
            }
        }
        return machines;
    }

    private static MachineReport.Level nearest(List<MachineReport.Level> windows, double sigma) {
        return windows.stream()
                .min(Comparator.comparingDouble(level -> Math.abs(Math.log(level.sigma() / sigma))))
                .orElseThrow();
    }

    private Condition condition() {
        return Condition.of(ints(asked));
    }

    private Shape shape() {
        return new Shape(held.size(), frames(), bands());
    }

    private NoiseSource noise() {
        return GaussianNoise.perItem(GaussianNoise.itemSeeds(spec.seed(), held.size()));
    }

    private float[] denoised(Denoiser denoiser, double sigma, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            float[] noisy = noise().draw(scope, shape()).toFloatArray();
            int values = frames() * bands();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = (float) (held.get(i / values)[i % values] + sigma * noisy[i]);
            }
            return denoiser.denoise(scope.create(noisy, shape()), sigma, condition())
                    .toFloatArray();
        }
    }

    private float[] sampled(Denoiser denoiser, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NoiseSource noise = noise();
            NDArray start = NoiseSchedule.STANDARD.start(noise.draw(scope, shape()));
            return new DpmSolver2MSampler()
                    .sample(
                            denoiser,
                            start,
                            NoiseSchedule.STANDARD.levels(STEPS),
                            condition(),
                            noise,
                            SamplingObserver.NONE)
                    .toFloatArray();
        }
    }

    private float[] clip(float[] all, int item) {
        int values = frames() * bands();
        return Arrays.copyOfRange(all, item * values, (item + 1) * values);
    }

    /** Medians over the items, of all frames and of those in which the network's answer is heard. */
    private MachineReport.Row row(String machine, @Nullable Double sigma, float[] own, float[] theirs) {
        boolean[] all = new boolean[frames() * bands()];
        Arrays.fill(all, true);
        return new MachineReport.Row(
                machine,
                sigma,
                median(i -> Agreement.correlation(clip(own, i), clip(theirs, i), all)),
                median(i -> Agreement.explained(clip(own, i), clip(theirs, i), all)),
                median(i -> Agreement.correlation(clip(own, i), clip(theirs, i), heard(clip(theirs, i)))),
                median(i -> Agreement.explained(clip(own, i), clip(theirs, i), heard(clip(theirs, i)))));
    }

    private boolean[] heard(float[] clip) {
        LogMel mel = described.normalization().denormalize(clip, described.features());
        double least = Math.log(described.features().floor()) + HEARD;
        boolean[] heard = new boolean[clip.length];
        for (int t = 0; t < frames(); t++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int b = 0; b < bands(); b++) {
                most = Math.max(most, mel.at(t, b));
            }
            Arrays.fill(heard, t * bands(), (t + 1) * bands(), most > least);
        }
        return heard;
    }

    /** Of what is finite; not a number if nothing is. */
    private double median(IntToDoubleFunction ofItem) {
        double[] values = IntStream.range(0, held.size())
                .mapToDouble(ofItem)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int half = values.length / 2;
        return values.length == 0
                ? Double.NaN
                : values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}

package dev.phasewright.evaluation.sliver;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.evaluation.training.ClipTraining;
import dev.phasewright.evaluation.training.KeptTraining;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Makes slivers of a generator, each narrower than the one before: all that it knows, one class, the brightest of eight of
 * that class, and the class by one voice. The last two are carved: the generator learns a little more, from few clips.
 */
final class Slivers {
    /** How far a narrow teacher is carved: few clips, so not for long. */
    private static final long CARVING_UPDATES = 80;

    private static final double CARVING_RATE = 3e-4;
    private static final int OUT_OF = 8;
    private static final int FEWEST_CLIPS = 4;

    private final SliverSpec spec;
    private final Path model;
    private final Path folder;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;

    Slivers(SliverSpec spec, Path model, Path folder, ProgressDisplay display, BooleanSupplier stop) {
        this.spec = spec;
        this.model = model;
        this.folder = folder;
        this.display = display;
        this.stop = stop;
    }

    /** All slivers; that of one voice only if the corpus tells who speaks. */
    List<Sliver> of(MagnitudeGenerator whole) throws IOException {
        Condition one = Condition.of(whole.classIndex(spec.className()));
        List<Sliver> slivers = new ArrayList<>();
        slivers.add(new Sliver("all", model, Condition.none(1)));
        Sliver word = new Sliver(spec.className(), model, one);
        slivers.add(word);
        Path bright = folder.resolve("bright");
        carve(bright, () -> {
            List<LogMel> drawn = word.draw(
                    whole,
                    whole.plan().deterministic(),
                    OUT_OF * spec.samples(),
                    Seeds.key(spec.seed(), "candidates", 0),
                    display);
            List<LogMel> best = new ArrayList<>();
            for (int from = 0; from < drawn.size(); from += OUT_OF) {
                best.add(drawn.subList(from, from + OUT_OF).stream()
                        .max(Comparator.comparingDouble(Slivers::brightness))
                        .orElseThrow());
            }
            return word.source(Reference.units(whole.spec(), best));
        });
        slivers.add(new Sliver(spec.className() + ", bright", bright, one));
        Recordings voice = byOneVoice();
        if (voice.items().size() >= FEWEST_CLIPS) {
            Path own = folder.resolve("voice");
            carve(own, () -> word.source(recorded(voice, whole.spec())));
            slivers.add(new Sliver(spec.className() + ", one voice", own, one));
        }
        return slivers;
    }

    /** Clips that are made only if they are needed. */
    private interface Clips {
        ClipSource make() throws IOException;
    }

    private void carve(Path own, Clips clips) throws IOException {
        KeptTraining kept = new KeptTraining(own);
        if (kept.isFinished()) {
            return;
        }
        TrainingPlan plan = Students.plan(CARVING_UPDATES, CARVING_RATE, spec.seed());
        GeneratorSpec described = GeneratorSpec.of(ModelFolder.read(model))
                .withOrigin(Map.of("study", "slivers of " + spec.model() + ", carved"));
        try (NDManager manager = NDManager.newBaseManager();
                ProgressDisplay.Task bar = display.start("carving " + own.getFileName(), CARVING_UPDATES, "updates")) {
            ClipTraining carving =
                    ClipTraining.from(model, clips.make(), own.getFileName().toString(), new float[0][], plan, manager);
            kept.run(carving, plan, described, DataType.FLOAT16, Students.watch(bar, 0), stop);
        }
    }

    /** The recordings of the class by the voice that there are most of; none if it is not told who speaks. */
    private Recordings byOneVoice() throws IOException {
        Path corpus = Path.of(spec.corpus());
        Recordings train = TrainingSplit.in(corpus, spec.seed()).train();
        int wanted = train.classes().indexOf(spec.className());
        List<Recordings.Item> items = train.items().stream()
                .filter(item -> item.classIndex() == wanted)
                .toList();
        Speakers speakers = Speakers.of(corpus, train, List.of(Voices.COLUMN));
        if (items.isEmpty() || !speakers.areToldOf(items)) {
            return train.with(List.of());
        }
        return train.with(items.stream().collect(Collectors.groupingBy(speakers::of)).entrySet().stream()
                .max(Map.Entry.<String, List<Recordings.Item>>comparingByValue(Comparator.comparingInt(List::size))
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getValue());
    }

    private static float[][] recorded(Recordings recordings, GeneratorSpec generator) throws IOException {
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data = LogMelDataset.read(
                        recordings, generator.features(), workspace.path(), true, Dataset.Observer.NONE)) {
            return ClipTraining.units(
                    data, generator.normalization(), generator.network().frames());
        }
    }

    /** The mean band, weighted by magnitudes. */
    private static double brightness(LogMel clip) {
        float[] values = clip.toArray();
        int bands = clip.spec().bands();
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.exp(values[i]);
            sum += magnitude;
            weighted += magnitude * (i % bands);
        }
        return weighted / sum;
    }
}

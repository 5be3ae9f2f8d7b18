package dev.phasewright.evaluation.memory;

import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.ReferenceDistance;
import dev.phasewright.evaluation.memory.MemoryReport.Cell;
import dev.phasewright.evaluation.memory.MemoryReport.Look;
import dev.phasewright.evaluation.training.StudyFolder;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When networks begin to repeat what they learned from (after Bonnaire et al., "Why diffusion models don't memorize", 2025):
 * small ones are trained on few clips, and looked at on their way. They learn what is general in a number of updates that
 * hardly depends on how many clips there are; to learn them by heart takes the longer the more there are.
 *
 * <p>The folder of a study remembers all that was done, so that it can be stopped at any time.
 */
public final class MemoryStudy {
    /** So much nearer than the second nearest clip is nothing that was drawn anew (Yoon et al. 2023). */
    private static final double NEAR = 1.0 / 3;

    private static final int STEPS = 12;

    /** Recordings of the same folder that samples are compared with, at most. */
    private static final int COMPARED = 400;

    private static final String LOOKS = "looks.json";

    private static final Interval UNTOLD = new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 0);

    private final Spec spec;
    private final Path folder;
    private final @Nullable Judge judge;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;
    private final MemoryClips clips;

    /**
     * What is studied.
     *
     * @param corpus of recordings, perhaps divided
     * @param judge in whose space distances are; empty if none are asked for
     * @param depth blocks of each network
     * @param updates of each
     * @param batch clips an update
     * @param looks at each network, evenly spread over its updates
     * @param samples at each look
     * @param seed which clips these are, and of all trainings
     */
    public record Spec(
            String corpus, String judge, int depth, long updates, int batch, int looks, int samples, long seed) {
        SmallTraining.Recipe recipe() {
            return new SmallTraining.Recipe(depth, updates, batch, looks, seed);
        }
    }

    /**
     * Begins a study or goes on with it.
     *
     * @param folder where trainings and figures are kept; made if it is not there
     * @param judge tells how far samples are from recordings that were not learned from; nobody does if null
     * @param stop asked after each update
     * @throws IOException if the corpus cannot be read, or the folder holds another study
     */
    public MemoryStudy(Spec spec, Path folder, @Nullable Judge judge, ProgressDisplay display, BooleanSupplier stop)
            throws IOException {
        this.spec = spec;
        this.folder = folder;
        this.judge = judge;
        this.display = display;
        this.stop = stop;
        this.clips = new MemoryClips(Path.of(spec.corpus()), spec.seed());
        StudyFolder.require(spec, folder);
    }

    /**
     * Trains what is not trained yet, and tells of all.
     *
     * @param counts numbers of clips to learn from, each at least two
     * @param widths of networks that learn from each
     * @throws java.io.InterruptedIOException if it was asked to stop; what was done is kept
     * @throws IOException if there are not as many clips, one cannot be read, or all of some are the same
     */
    public MemoryReport run(List<Integer> counts, List<Integer> widths) throws IOException {
        for (int count : counts) {
            clips.first(count);
        }
        MelSpec features = Bandwidth.of(clips.train()).features();
        if (judge != null && !judge.spec().features().equals(features)) {
            throw new IOException(spec.judge() + ": hears other features than the clips of " + spec.corpus()
                    + " are learned as; name another --judge");
        }
        List<Cell> cells = new ArrayList<>();
        long total = (long) counts.size() * widths.size() * spec.updates();
        try (TemporaryFolder workspace = new TemporaryFolder();
                ProgressDisplay.Task bar = display.start("training", total, "updates");
                LogMelDataset heldOut = read(clips.heldOut(), features, workspace)) {
            for (int count : counts) {
                try (LogMelDataset learned = read(clips.first(count), features, workspace)) {
                    List<LogMel> known = MemoryClips.read(learned, SmallTraining.frames(features));
                    requireSeveral(known, count);
                    ReferenceDistance distance = judge == null ? null : distance(judge, count, features, workspace);
                    for (int width : widths) {
                        long before = cells.size() * spec.updates();
                        Looks looks = new Looks(own(known.size(), width).resolve(LOOKS), known, distance, before, bar);
                        cells.add(cell(width, new TrainingData<>(learned, heldOut), known, looks));
                    }
                }
            }
        }
        return new MemoryReport(spec.corpus(), spec.batch(), spec.samples(), cells);
    }

    /** The distance from recordings of the folder that are not among the first so many. */
    private ReferenceDistance distance(Judge judge, int count, MelSpec features, TemporaryFolder workspace)
            throws IOException {
        Recordings others = clips.others(count, COMPARED);
        if (others.items().size() < ReferenceDistance.FEWEST || spec.samples() < ReferenceDistance.FEWEST) {
            throw new IOException(spec.corpus() + ": leaves " + others.items().size()
                    + " training clips to compare samples with, and " + ReferenceDistance.FEWEST
                    + " are wanted, and as many --samples; ask for fewer by --clips, or leave --judge out");
        }
        try (LogMelDataset compared = read(others, features, workspace)) {
            return new ReferenceDistance(
                    judge, MemoryClips.read(compared, SmallTraining.frames(features)), spec.samples());
        }
    }

    private Path own(int count, int width) {
        return folder.resolve("share-" + count + "-clips-width-" + width);
    }

    private void requireSeveral(List<LogMel> known, int count) throws IOException {
        if (known.stream()
                .allMatch(clip -> Arrays.equals(clip.toArray(), known.get(0).toArray()))) {
            throw new IOException(spec.corpus() + ": all " + count + " clips are the same, so each sample is as near to"
                    + " one as to the other; give others");
        }
    }

    static LogMelDataset read(Recordings recordings, MelSpec features, TemporaryFolder workspace) throws IOException {
        return LogMelDataset.read(recordings, features, workspace.path(), true, Dataset.Observer.NONE);
    }

    private Cell cell(int width, TrainingData<LogMelDataset> data, List<LogMel> known, Looks looks) throws IOException {
        Path own = own(known.size(), width);
        SmallTraining training = new SmallTraining(spec.recipe(), own);
        if (!training.isFinished()) {
            training.run(width, SmallTraining.normalization(data.train()), data, looks, stop);
        }
        looks.at(spec.updates());
        GeneratorSpec trained = GeneratorSpec.of(ModelFolder.read(own));
        List<LogMel> others =
                MemoryClips.read(data.validation(), trained.network().frames());
        double alike = others.isEmpty() ? Double.NaN : (double) memorized(others, known) / others.size();
        return new Cell(
                known.size(),
                width,
                (long) DiffusionTransformer.size(trained.network()).parameters(),
                alike,
                looks.planned());
    }

    private static int memorized(List<LogMel> queries, List<LogMel> known) {
        NearestClips found = Memorization.copies(queries, known);
        double[] nearest = found.distances(0);
        double[] second = found.distances(1);
        int memorized = 0;
        for (int i = 0; i < nearest.length; i++) {
            memorized += nearest[i] < NEAR * second[i] ? 1 : 0;
        }
        return memorized;
    }

    /** What is kept of looks. */
    private record Seen(List<Look> looks) {}

    /** Looks at a network at each checkpoint, and keeps what was seen. */
    private final class Looks implements SmallTraining.Watch {
        private final Path file;
        private final List<LogMel> known;
        private final @Nullable ReferenceDistance reference;
        private final long before;
        private final ProgressDisplay.Task bar;
        private final TreeMap<Long, Look> seen = new TreeMap<>();
        private int memorized;
        private Interval distance = UNTOLD;

        Looks(
                Path file,
                List<LogMel> known,
                @Nullable ReferenceDistance reference,
                long before,
                ProgressDisplay.Task bar)
                throws IOException {
            this.file = file;
            this.known = known;
            this.reference = reference;
            this.before = before;
            this.bar = bar;
            if (Files.exists(file)) {
                JsonFile.read(file, Seen.class).looks().forEach(look -> seen.put(look.updates(), look));
            }
        }

        @Override
        public void at(long updates) {
            bar.at(before + updates);
        }

        @Override
        public void draw(MagnitudeGenerator model, long update) {
            SamplingPlan plan = SamplingPlan.DEFAULT.with(new DpmSolver2MSampler(), STEPS, 1);
            List<LogMel> drawn = new Evaluator(model, spec.samples(), spec.seed(), ProgressDisplay.NONE).generate(plan);
            memorized = memorized(drawn, known);
            distance = reference == null ? UNTOLD : reference.interval(drawn, spec.seed());
        }

        @Override
        public void loss(long updates, double loss) throws IOException {
            seen.put(updates, new Look(updates, loss, spec.samples(), memorized, distance));
            JsonFile.write(file, new Seen(List.copyOf(seen.values())));
        }

        /** Those that were planned: an interruption looks where it comes, too. */
        List<Look> planned() {
            long every = spec.recipe().lookEvery();
            return seen.values().stream()
                    .filter(look -> look.updates() % every == 0 || look.updates() == spec.updates())
                    .toList();
        }
    }
}

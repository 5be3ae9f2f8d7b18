package dev.phasewright.evaluation.memory;

import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.theory.Agreement;
import dev.phasewright.evaluation.training.StudyFolder;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Whether two networks that learned from clips which have none in common draw the same sound from the same noise (after
 * Kadkhodaie et al., "Generalization in diffusion models arises from geometry-adaptive harmonic representations", 2024). What
 * they agree on, neither can know by heart, once they have learned enough not to give the noise back. Halves that have no speaker in common are the harder test.
 */
public final class HalvesStudy {
    private static final int STEPS = 12;

    private final MemoryStudy.Spec spec;
    private final Path folder;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;
    private final MemoryClips clips;

    /**
     * What was found.
     *
     * @param corpus whose clips are learned from
     * @param updates of each network
     * @param samples of each network
     * @param rows a pair of networks each
     */
    public record Report(String corpus, long updates, int samples, List<Row> rows) {
        /** The table and the sentence, for people. */
        public String table() {
            TextTable table = new TextTable()
                    .left("nothing in common", 18)
                    .right("clips", 6)
                    .right("width", 6)
                    .right("each other", 21)
                    .right("own nearest clip", 21)
                    .right("same class only", 21);
            for (Row row : rows) {
                table.row(
                        row.division(),
                        row.clips(),
                        row.width(),
                        row.agreement().told("%.3f"),
                        row.nearest().told("%.3f"),
                        row.chance().told("%.3f"));
            }
            long agreeing = rows.stream()
                    .filter(row -> row.agreement().median() > row.nearest().median())
                    .count();
            return String.format(
                            Locale.ROOT,
                            "pairs of networks after %d updates, from halves of clips of %s: cosine of a sample with the"
                                    + " other network's from the same noise, with the nearest clip it learned from, and"
                                    + " with the other's from other noise; medians and quartiles of %d%n%n",
                            updates,
                            corpus,
                            samples)
                    + table
                    + String.format(
                            Locale.ROOT,
                            "%n%d of %d pairs are more like each other than like what they learned from. So are networks that"
                                    + " have learned nothing, and give the noise back: mind the updates.%n",
                            agreeing,
                            rows.size());
        }

        /** All figures, a line each, for other programs. */
        public String csv() {
            CsvTable table = new CsvTable("division", "clips", "width", "what", "low", "median", "high");
            for (Row row : rows) {
                line(table, row, "agreement", row.agreement());
                line(table, row, "nearest", row.nearest());
                line(table, row, "chance", row.chance());
            }
            return table.toString();
        }

        private static void line(CsvTable table, Row row, String what, Quartiles found) {
            table.row(row.division(), row.clips(), row.width(), what, found.low(), found.median(), found.high());
        }
    }

    /**
     * How alike two networks are, by cosines in their units.
     *
     * @param division what the halves have not in common: clips or speakers
     * @param clips in each half
     * @param width of the networks
     * @param agreement of samples from the same noise
     * @param nearest of a sample and the nearest clip that its network learned from
     * @param chance of samples of the same class from other noise
     */
    public record Row(
            String division, int clips, int width, Quartiles agreement, Quartiles nearest, Quartiles chance) {}

    /**
     * Begins a study or goes on with it.
     *
     * @param folder where trainings are kept; made if it is not there
     * @param stop asked after each update
     * @throws IOException if the corpus cannot be read, or the folder holds another study
     */
    public HalvesStudy(MemoryStudy.Spec spec, Path folder, ProgressDisplay display, BooleanSupplier stop)
            throws IOException {
        this.spec = spec;
        this.folder = folder;
        this.display = display;
        this.stop = stop;
        this.clips = new MemoryClips(Path.of(spec.corpus()), spec.seed());
        StudyFolder.require(spec, folder);
    }

    /**
     * Trains what is not trained yet, and holds each pair together. Of a corpus that does not tell who speaks, halves have
     * different clips only.
     *
     * @param counts numbers of clips in each half, each at least two
     * @param widths of networks that learn from each
     * @throws java.io.InterruptedIOException if it was asked to stop; what was done is kept
     * @throws IOException if there are not as many clips, or one cannot be read
     */
    public Report run(List<Integer> counts, List<Integer> widths) throws IOException {
        List<Boolean> divisions = clips.areSpeakersKnown() ? List.of(false, true) : List.of(false);
        for (int count : counts) {
            for (boolean bySpeaker : divisions) {
                clips.halves(count, bySpeaker);
            }
        }
        List<Row> rows = new ArrayList<>();
        long total = 2L * divisions.size() * counts.size() * widths.size() * spec.updates();
        try (TemporaryFolder workspace = new TemporaryFolder();
                ProgressDisplay.Task bar = display.start("training", total, "updates")) {
            for (boolean bySpeaker : divisions) {
                for (int count : counts) {
                    for (int width : widths) {
                        long before = 2L * rows.size() * spec.updates();
                        rows.add(row(bySpeaker, count, width, workspace, new Counting(bar, before)));
                    }
                }
            }
        }
        return new Report(spec.corpus(), spec.updates(), spec.samples(), rows);
    }

    private Row row(boolean bySpeaker, int count, int width, TemporaryFolder workspace, Counting watch)
            throws IOException {
        MelSpec features = Bandwidth.of(clips.train()).features();
        String division = bySpeaker ? "speakers" : "clips";
        List<Recordings> halves = clips.halves(count, bySpeaker);
        List<Recordings.Item> both = new ArrayList<>(halves.get(0).items());
        both.addAll(halves.get(1).items());
        Normalization normalization;
        try (LogMelDataset all = MemoryStudy.read(clips.train().with(both), features, workspace)) {
            normalization = SmallTraining.normalization(all);
        }
        List<List<float[]>> drawn = new ArrayList<>();
        List<List<float[]>> learned = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            Path own = folder.resolve(
                    "halves-" + division + "-" + count + "-clips-width-" + width + "-" + (half == 0 ? "a" : "b"));
            SmallTraining training = new SmallTraining(spec.recipe().withSeed(spec.seed() + half), own);
            try (LogMelDataset data = MemoryStudy.read(halves.get(half), features, workspace);
                    LogMelDataset heldOut = MemoryStudy.read(clips.heldOut(), features, workspace)) {
                if (!training.isFinished()) {
                    training.run(width, normalization, new TrainingData<>(data, heldOut), watch.of(half), stop);
                }
                learned.add(units(MemoryClips.read(data, SmallTraining.frames(features)), normalization));
            }
            drawn.add(units(samples(own), normalization));
        }
        return compare(division, count, width, drawn, learned);
    }

    private List<LogMel> samples(Path model) throws IOException {
        SamplingPlan plan = SamplingPlan.DEFAULT.with(new DpmSolver2MSampler(), STEPS, 1);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(model)) {
            return new Evaluator(generator, spec.samples(), spec.seed(), ProgressDisplay.NONE).generate(plan);
        }
    }

    private static List<float[]> units(List<LogMel> clips, Normalization normalization) {
        return clips.stream()
                .map(clip -> {
                    float[] values = clip.toArray().clone();
                    normalization.normalize(values);
                    return values;
                })
                .toList();
    }

    private Row compare(String division, int count, int width, List<List<float[]>> drawn, List<List<float[]>> learned) {
        List<float[]> a = drawn.get(0);
        List<float[]> b = drawn.get(1);
        int classes = Math.max(1, clips.train().classes().size());
        return new Row(
                division,
                count,
                width,
                Quartiles.of(IntStream.range(0, a.size())
                        .mapToDouble(i -> Agreement.cosine(a.get(i), b.get(i)))
                        .toArray()),
                Quartiles.of(IntStream.range(0, 2 * a.size())
                        .mapToDouble(i -> {
                            int half = i / a.size();
                            float[] sample = drawn.get(half).get(i % a.size());
                            return learned.get(half).stream()
                                    .mapToDouble(clip -> Agreement.cosine(sample, clip))
                                    .max()
                                    .orElse(Double.NaN);
                        })
                        .toArray()),
                // Classes take turns, so the next of the same class is so many further on.
                Quartiles.of(IntStream.range(0, Math.max(0, a.size() - classes))
                        .mapToDouble(i -> Agreement.cosine(a.get(i), b.get(i + classes)))
                        .toArray()));
    }

    /** Counts the updates of a pair. */
    private final class Counting {
        private final ProgressDisplay.Task bar;
        private final long before;

        Counting(ProgressDisplay.Task bar, long before) {
            this.bar = bar;
            this.before = before;
        }

        SmallTraining.Watch of(int half) {
            return new SmallTraining.Watch() {
                @Override
                public void at(long updates) {
                    bar.at(before + half * spec.updates() + updates);
                }

                @Override
                public void loss(long updates, double loss) {}

                @Override
                public void draw(MagnitudeGenerator model, long update) {}
            };
        }
    }
}

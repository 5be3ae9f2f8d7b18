package dev.phasewright.evaluation.memory;

import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Spread;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The two levels of noise at which an ideal denoiser makes up its mind (Biroli et al., "Dynamical regimes of diffusion models",
 * 2024). Coming down from noise, first the class is decided (speciation), which is predicted where noise is as strong as the
 * direction in which clips vary most, {@code σ = √Λmax}; then which training clip it will be (collapse), which is predicted
 * where a Gaussian channel of the clips' spectrum carries as much as the number of a clip, {@code ½ Σ log(1 + λ/σ²) = log n}.
 * A network that works without a memory must leave the ideal denoiser's way before the second.
 */
public final class CollapseStudy {
    private static final int ROUNDS = 60;

    private final Path corpus;
    private final int probes;
    private final long seed;
    private final ProgressDisplay display;
    private final MemoryClips clips;

    /**
     * What was found.
     *
     * @param corpus whose clips are drowned
     * @param probes clips that were drowned, at most
     * @param rows a number of clips each
     */
    public record Report(String corpus, int probes, List<Row> rows) {
        /** The table and the sentence, for people. */
        public String table() {
            TextTable table = new TextTable()
                    .right("clips", 6)
                    .right("class: predicted", 17)
                    .right("found", 22)
                    .right("clip: predicted", 16)
                    .right("found", 22);
            for (Row row : rows) {
                table.row(
                        row.clips(),
                        TextTable.figure("%.2f", row.speciation()),
                        row.decided().told("%.2f"),
                        TextTable.figure("%.2f", row.collapse()),
                        row.recognized().told("%.2f"));
            }
            Row last = rows.get(rows.size() - 1);
            return String.format(
                            Locale.ROOT,
                            "noise levels σ at which the ideal denoiser of clips of %s decides on a class and on a single"
                                    + " clip; medians and quartiles of %d%n%n",
                            corpus,
                            probes)
                    + table
                    + String.format(
                            Locale.ROOT,
                            "%nOf %d clips the ideal denoiser knows which it will be from σ = %.2f down: a sampler that"
                                    + " follows it below that repeats one.%n",
                            last.clips(),
                            last.recognized().median());
        }

        /** All figures, a line each, for other programs. */
        public String csv() {
            CsvTable table = new CsvTable(
                    "clips",
                    "speciation_predicted",
                    "speciation_low",
                    "speciation",
                    "speciation_high",
                    "collapse_predicted",
                    "collapse_low",
                    "collapse",
                    "collapse_high");
            for (Row row : rows) {
                table.row(
                        row.clips(),
                        row.speciation(),
                        row.decided().low(),
                        row.decided().median(),
                        row.decided().high(),
                        row.collapse(),
                        row.recognized().low(),
                        row.recognized().median(),
                        row.recognized().high());
            }
            return table.toString();
        }
    }

    /**
     * The levels of so many clips.
     *
     * @param clips that the denoiser knows
     * @param speciation predicted
     * @param decided highest levels at which the own class has over half of what chance leaves to it; not a number if there
     *     are no classes
     * @param collapse predicted
     * @param recognized highest levels at which a noised clip has more than half of the weight itself
     */
    public record Row(int clips, double speciation, Quartiles decided, double collapse, Quartiles recognized) {}

    /**
     * A study of a corpus.
     *
     * @param probes clips that are drowned, positive
     * @param seed which clips these are, and of the noise
     * @throws IOException if it cannot be read
     */
    public CollapseStudy(Path corpus, int probes, long seed, ProgressDisplay display) throws IOException {
        this.corpus = corpus;
        this.probes = probes;
        this.seed = seed;
        this.display = display;
        this.clips = new MemoryClips(corpus, seed);
    }

    /**
     * Finds the levels. The spectrum is that of as many clips as the largest number.
     *
     * @param counts numbers of clips, each at least two
     * @throws IOException if there are not as many, one cannot be read, or all are the same
     */
    public Report run(List<Integer> counts) throws IOException {
        int most = counts.stream().mapToInt(n -> n).max().orElseThrow();
        MelSpec features = Bandwidth.of(clips.train()).features();
        int frames = SmallTraining.frames(features);
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data = MemoryStudy.read(clips.first(most), features, workspace)) {
            Normalization normalization = SmallTraining.normalization(data);
            SpatialSpectrum spectrum = SpectrumMeter.measure(data, normalization, frames)
                    .orElseThrow(() -> new IOException(corpus + ": all " + most
                            + " clips are the same, so there is nothing to be decided; give others"));
            List<float[]> all = new ArrayList<>(most);
            for (LogMel clip : MemoryClips.read(data, frames)) {
                float[] values = clip.toArray().clone();
                normalization.normalize(values);
                all.add(values);
            }
            int[] classes = IntStream.range(0, most).map(data::classOf).toArray();
            double speciation = Math.sqrt(largestVariance(all));
            List<Row> rows = new ArrayList<>();
            for (int count : counts) {
                rows.add(row(all.subList(0, count), classes, speciation, collapse(spectrum, count)));
            }
            return new Report(corpus.toString(), probes, rows);
        }
    }

    /** The largest eigenvalue of the clips' covariance, by power iteration. */
    private static double largestVariance(List<float[]> clips) {
        int values = clips.get(0).length;
        double[] mean = new double[values];
        clips.forEach(clip -> add(mean, clip, 1.0 / clips.size()));
        double[] direction = new double[values];
        Arrays.setAll(direction, k -> clips.get(0)[k] - mean[k]);
        double variance = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double length = Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
            if (length == 0) {
                return variance;
            }
            double[] along = direction;
            double offset = dot(mean, along) / length;
            double[] next = new double[values];
            double total = 0;
            for (float[] clip : clips) {
                double share = dot(clip, along) / length - offset;
                total += share * share;
                add(next, clip, share);
            }
            // The shares add up to nothing, so the mean falls out of their sum.
            direction = next;
            variance = total / (clips.size() - 1);
        }
        return variance;
    }

    private static void add(double[] sum, float[] clip, double times) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += times * clip[k];
        }
    }

    private static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Where a channel of this spectrum carries {@code log n} nepers. */
    static double collapse(SpatialSpectrum spectrum, int count) {
        double low = Math.log(ClipWeights.LOWEST);
        double high = Math.log(ClipWeights.HIGHEST);
        for (int round = 0; round < ROUNDS; round++) {
            double middle = (low + high) / 2;
            double square = Math.exp(2 * middle);
            double carried = spectrum.groups().stream()
                            .mapToDouble(g -> g.count() * Math.log1p(g.variance() / square))
                            .sum()
                    / 2;
            if (carried > Math.log(count)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private Row row(List<float[]> known, int[] classes, double speciation, double collapse) {
        int[] drowned = Spread.over(known.size(), probes);
        double[] decided = new double[drowned.length];
        double[] recognized = new double[drowned.length];
        try (ProgressDisplay.Task bar = display.start(known.size() + " clips", drowned.length, "clips")) {
            for (int p = 0; p < drowned.length; p++) {
                int own = drowned[p];
                ClipWeights weights = ClipWeights.of(known, own, seed);
                long alike = IntStream.range(0, known.size())
                        .filter(j -> classes[j] == classes[own])
                        .count();
                boolean told = classes[own] >= 0 && alike < known.size();
                double half = (1 + (double) alike / known.size()) / 2;
                decided[p] = told ? weights.highest(j -> classes[j] == classes[own], half) : Double.NaN;
                recognized[p] = weights.highest(j -> j == own, 0.5);
                bar.at(p + 1L);
            }
        }
        return new Row(known.size(), speciation, Quartiles.of(decided), collapse, Quartiles.of(recognized));
    }
}

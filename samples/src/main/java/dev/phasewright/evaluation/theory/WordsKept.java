package dev.phasewright.evaluation.theory;

import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.chart.Paper;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * How much of a word must be given until its class is settled: the result of {@code phasewright study finegrain} on a
 * folder. Nothing is told of the class; the same coefficients are given to both rivals, and a judge says which word came
 * of it. Whoever keeps the word with fewer decides earlier.
 *
 * @param rival the autoregressive model
 * @param model that of diffusion
 * @param corpus whose clips were finished
 * @param judge who listened
 * @param seed of what was drawn
 * @param rows one for each number of coefficients
 */
public record WordsKept(String rival, String model, String corpus, String judge, long seed, List<Row> rows) {
    /**
     * The same number of coefficients of each clip.
     *
     * @param given how many
     * @param alone the share of right words if the rest is as it is on average
     * @param written if the autoregressive model finishes it
     * @param denoised if diffusion does
     * @param writtenOff how far what was written is off the clip, in nepers, on average
     * @param denoisedOff the same of diffusion
     */
    public record Row(
            int given, Interval alone, Interval written, Interval denoised, double writtenOff, double denoisedOff) {}

    /**
     * Finishes clips and asks the judge.
     *
     * @param rivals who finish them
     * @param corpus a folder of recordings by class, all of which the judge knows; of a divided corpus the test is taken
     * @param count how many, equally many of each class
     * @param given how many coefficients are given, one number after the other
     * @param seed of what is drawn
     * @throws IOException if a recording cannot be read, or there are not enough, or they are of other classes
     */
    public static List<Row> measure(
            FineGraining rivals,
            Path corpus,
            int count,
            Judge judge,
            List<Integer> given,
            long seed,
            ProgressDisplay display)
            throws IOException {
        Path test = corpus.resolve("test");
        Recordings recordings = Recordings.in(Files.isDirectory(test) ? test : corpus);
        List<String> known = judge.spec().classes();
        if (recordings.classes().isEmpty() || !known.containsAll(recordings.classes())) {
            throw new IOException(corpus + ": has other classes than the judge knows, " + String.join(", ", known));
        }
        List<Recordings.Item> items = RecordedClips.draw(recordings, count, seed);
        int[] labels = items.stream()
                .mapToInt(item -> known.indexOf(recordings.classes().get(item.classIndex())))
                .toArray();
        List<LogMel> clips = RecordedClips.read("reading", items, judge.spec().features(), display).stream()
                .map(rivals::fitted)
                .toList();
        List<Row> rows = new ArrayList<>();
        try (ProgressDisplay.Task bar = display.start("finishing", (long) given.size() * clips.size(), "clips")) {
            for (int n : given) {
                List<FineGraining.Versions> versions = rivals.finish(clips, n, null, seed);
                Function<Function<FineGraining.Versions, LogMel>, Interval> right = version -> {
                    Verdicts heard =
                            judge.verdicts(versions.stream().map(version).toList());
                    int hits = (int) IntStream.range(0, labels.length)
                            .filter(i -> heard.classOf(i) == labels[i])
                            .count();
                    return Interval.ofShare(hits, labels.length);
                };
                double writtenOff = 0;
                double denoisedOff = 0;
                for (int i = 0; i < clips.size(); i++) {
                    writtenOff += FineGraining.distance(versions.get(i).written(), clips.get(i)) / clips.size();
                    denoisedOff += FineGraining.distance(versions.get(i).denoised(), clips.get(i)) / clips.size();
                }
                rows.add(new Row(
                        n,
                        right.apply(FineGraining.Versions::alone),
                        right.apply(FineGraining.Versions::written),
                        right.apply(FineGraining.Versions::denoised),
                        writtenOff,
                        denoisedOff));
                bar.at((long) rows.size() * clips.size());
            }
        }
        return rows;
    }

    /** The table, for people. */
    public String table() {
        TextTable table = new TextTable()
                .right("given", 6)
                .right("alone", 20)
                .right("rival", 20)
                .right("diffusion", 20)
                .right("rival off", 10)
                .right("diffusion off", 14);
        for (Row row : rows) {
            table.row(
                    row.given(),
                    TextTable.interval("%.0f", row.alone().times(100)),
                    TextTable.interval("%.0f", row.written().times(100)),
                    TextTable.interval("%.0f", row.denoised().times(100)),
                    String.format(Locale.ROOT, "%.3f", row.writtenOff()),
                    String.format(Locale.ROOT, "%.3f", row.denoisedOff()));
        }
        return String.format(
                        Locale.ROOT,
                        "right words of %d clips of %s, %%, by %s, of which so many coefficients were given and no class told;"
                                + " how far they are off the clip in nepers; rival %s, diffusion %s, seed %d%n%n",
                        rows.get(0).alone().clips(),
                        corpus,
                        judge,
                        rival,
                        model,
                        seed)
                + table;
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("given", "by", "words", "low", "high", "off");
        for (Row row : rows) {
            table.row(
                    row.given(),
                    "alone",
                    row.alone().estimate(),
                    row.alone().low(),
                    row.alone().high(),
                    "");
            table.row(
                    row.given(),
                    "rival",
                    row.written().estimate(),
                    row.written().low(),
                    row.written().high(),
                    row.writtenOff());
            table.row(
                    row.given(),
                    "diffusion",
                    row.denoised().estimate(),
                    row.denoised().low(),
                    row.denoised().high(),
                    row.denoisedOff());
        }
        return table.toString();
    }

    /** Draws right words over what is given. */
    public void draw(Path file) throws IOException {
        XYChart chart = Paper.of(760, 560, "Whose word is it?", "coefficients given", "right words, %");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisLogarithmic(rows.stream().allMatch(row -> row.given() > 0));
        line(chart, "diffusion finishes them", row -> row.denoised().estimate(), 1);
        line(chart, "the rival finishes them", row -> row.written().estimate(), 2);
        Paper.dash(line(chart, "nobody does", row -> row.alone().estimate(), 0));
        Paper.write(List.of(chart), 1, 1, file);
    }

    private XYSeries line(XYChart chart, String name, ToDoubleFunction<Row> share, int colour) {
        return Paper.line(
                chart,
                name,
                rows.stream().mapToDouble(Row::given).toArray(),
                rows.stream().mapToDouble(row -> 100 * share.applyAsDouble(row)).toArray(),
                colour);
    }
}

package dev.phasewright.evaluation.theory;

import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.autoregressive.CoefficientTable;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.chart.Paper;
import dev.phasewright.evaluation.generator.EvaluationReport;
import dev.phasewright.evaluation.sound.Comparison;
import dev.phasewright.judge.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What the same work of training brings to models of unlike kinds: the result of {@code phasewright study crossover}. If
 * one kind is better after little work and the other after much, their lines cross.
 *
 * @param corpus whose clips they were held against
 * @param judge who listened
 * @param count clips of each
 * @param seed of all that was drawn
 * @param rows a model each
 */
public record Crossover(String corpus, String judge, int count, long seed, List<Row> rows) {
    private static final String SPACE = "classes";

    /**
     * A model.
     *
     * @param model its name
     * @param kind what it is: a line of the picture
     * @param work of its training, in TFLOP
     * @param words the share of right words, as sound
     * @param distance Fréchet's to training clips through the same vocoder, infinitely many, in the space of what is said
     * @param kernel the kernel distance to the same
     */
    public record Row(
            String model,
            String kind,
            double work,
            @Nullable Interval words,
            @Nullable Interval distance,
            @Nullable Interval kernel) {
        /**
         * The row of a model that was evaluated as sound.
         *
         * @param origin of the model
         * @throws IOException if the origin does not tell its work
         */
        public static Row of(String kind, Map<String, String> origin, EvaluationReport found) throws IOException {
            Comparison last = found.sounds()
                    .comparisons()
                    .get(found.sounds().comparisons().size() - 1);
            Double right = found.rows().get(1).accuracy();
            return new Row(
                    found.model(),
                    kind,
                    TrainingWork.in(found.model(), origin),
                    right == null ? null : Interval.ofShare((int) Math.round(right * found.count()), found.count()),
                    last.frechet().get(SPACE),
                    last.kernel().get(SPACE));
        }
    }

    /** What kind an autoregressive model is: one that writes what varies least first is a control. */
    public static String kind(AutoregressiveSpec writer) {
        return writer.coefficients().order() == CoefficientTable.Order.RISING
                ? "rising autoregression"
                : "autoregression";
    }

    /** The table, for people. */
    public String table() {
        TextTable table = new TextTable()
                .left("model", 16)
                .left("kind", 15)
                .right("TFLOP", 8)
                .right("right words, %", 20)
                .right("Fréchet, infinite clips", 24)
                .right("kernel × 1000", 22);
        for (Row row : rows) {
            table.row(
                    row.model(),
                    row.kind(),
                    String.format(Locale.ROOT, "%.3g", row.work()),
                    TextTable.interval(
                            "%.0f", row.words() == null ? null : row.words().times(100)),
                    TextTable.interval("%.1f", row.distance()),
                    TextTable.interval(
                            "%.0f", row.kernel() == null ? null : row.kernel().times(1000)));
        }
        return String.format(
                        Locale.ROOT,
                        "%d sounds of each against training clips of %s through the same vocoder, by %s, seed %d%n%n",
                        count,
                        corpus,
                        judge,
                        seed)
                + table;
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("model", "kind", "tflop", "measure", "estimate", "low", "high");
        for (Row row : rows) {
            for (Measure measure : Measure.values()) {
                Interval found = measure.of(row);
                if (found != null) {
                    table.row(
                            row.model(),
                            row.kind(),
                            row.work(),
                            measure.name().toLowerCase(Locale.ROOT),
                            found.estimate(),
                            found.low(),
                            found.high());
                }
            }
        }
        return table.toString();
    }

    private enum Measure {
        WORDS("right words, share") {
            @Override
            @Nullable
            Interval of(Row row) {
                return row.words();
            }
        },
        KERNEL("kernel distance: what is said") {
            @Override
            @Nullable
            Interval of(Row row) {
                return row.kernel();
            }
        },
        FRECHET("Fréchet distance, infinite clips") {
            @Override
            @Nullable
            Interval of(Row row) {
                return row.distance();
            }
        };

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        abstract @Nullable Interval of(Row row);
    }

    /** Draws words and the kernel distance over work, a line for each kind. */
    public void draw(Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (Measure measure : List.of(Measure.WORDS, Measure.KERNEL)) {
            XYChart chart = Paper.of(640, 520, "The same work", "training, TFLOP", measure.title);
            chart.getStyler().setXAxisLogarithmic(true);
            chart.getStyler()
                    .setLegendPosition(
                            measure == Measure.WORDS ? Styler.LegendPosition.InsideSE : Styler.LegendPosition.InsideNE);
            List<String> kinds = rows.stream().map(Row::kind).distinct().toList();
            for (String kind : kinds) {
                List<Row> some = rows.stream()
                        .filter(row -> row.kind().equals(kind) && measure.of(row) != null)
                        .sorted((a, b) -> Double.compare(a.work(), b.work()))
                        .toList();
                if (!some.isEmpty()) {
                    Paper.line(
                                    chart,
                                    kind,
                                    some.stream().mapToDouble(Row::work).toArray(),
                                    some.stream()
                                            .map(measure::of)
                                            .mapToDouble(Interval::estimate)
                                            .toArray(),
                                    kinds.indexOf(kind) + 1)
                            .setMarker(SeriesMarkers.CIRCLE);
                }
            }
            charts.add(chart);
        }
        Paper.write(charts, 1, charts.size(), file);
    }
}

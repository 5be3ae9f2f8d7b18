package dev.phasewright.evaluation.generator;

import static dev.phasewright.evaluation.TextTable.figure;
import static dev.phasewright.evaluation.TextTable.percent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.evaluation.chart.Paper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What quality costs: the result of {@code phasewright evaluate} with several numbers of steps or samplers, as it is
 * stored, printed and drawn. Only magnitudes are judged.
 *
 * @param model what was evaluated
 * @param judge what it was judged by
 * @param corpus the real clips
 * @param count clips of each set
 * @param batch clips that were generated together
 * @param guidance scale of classifier-free guidance
 * @param precision what products were computed in
 * @param seed of all that is random
 * @param real what real clips score, where steps and time mean nothing
 * @param rows a sampler and a number of steps each
 */
public record StepCurve(
        String model,
        String judge,
        String corpus,
        int count,
        int batch,
        double guidance,
        String precision,
        long seed,
        EvaluationReport.Row real,
        List<Row> rows) {

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN);

    /**
     * One sampler with one number of steps. What was not measured is null.
     *
     * @param sampler by its name
     * @param steps from noise to clip
     * @param evaluations of the network, for one clip; guidance makes two of one
     * @param accuracy 0 to 1
     * @param inceptionRatio to that of the test clips
     * @param frechet distance
     * @param frechetRatio to that of training clips
     * @param secondsPerClip of magnitudes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String sampler,
            int steps,
            double evaluations,
            Double accuracy,
            Double inceptionRatio,
            Double frechet,
            Double frechetRatio,
            double secondsPerClip) {

        public static Row of(
                String sampler, int steps, double evaluations, double secondsPerClip, EvaluationReport.Row row) {
            return new Row(
                    sampler,
                    steps,
                    evaluations,
                    row.accuracy(),
                    row.inceptionRatio(),
                    row.frechet(),
                    row.frechetRatio(),
                    secondsPerClip);
        }
    }

    /** What the picture shows, one chart beside the other. */
    private enum Measure {
        ERRORS("wrong or unclear words, %") {
            @Override
            Double of(Row row) {
                return row.accuracy == null ? null : (Double) Math.max(100 * (1 - row.accuracy), LEAST_ERROR);
            }
        },
        FRECHET("Fréchet distance ÷ that of real clips") {
            @Override
            Double of(Row row) {
                return row.frechetRatio;
            }
        };

        /** What no error at all is drawn as, on an axis that has no zero. */
        private static final double LEAST_ERROR = 0.05;

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        abstract Double of(Row row);
    }

    /** The table, for people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d clips of %s (guidance %s, %s, in batches of %d, seed %d) against %d test clips of %s, judged by %s%n%n",
                count,
                model,
                guidance,
                precision,
                batch,
                seed,
                count,
                corpus,
                judge));
        text.append("| sampler | steps | evaluations | accuracy | inception ratio | Fréchet | ÷ real | ms a clip |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s | %s | %.2f |%n",
                    row.sampler,
                    row.steps,
                    figure("%.0f", row.evaluations),
                    percent("%.2f", row.accuracy),
                    figure("%.3f", row.inceptionRatio),
                    figure("%.2f", row.frechet),
                    figure("%.2f", row.frechetRatio),
                    1000 * row.secondsPerClip));
        }
        text.append(String.format(
                Locale.ROOT,
                "| real: train against test | | | %s | %s | %s | %s | |%n",
                percent("%.2f", real.accuracy()),
                figure("%.3f", real.inceptionRatio()),
                figure("%.2f", real.frechet()),
                figure("%.2f", real.frechetRatio())));
        return text.toString();
    }

    /** Draws quality over evaluations of the network, a line for each sampler. */
    public void draw(Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (rows.stream().allMatch(row -> measure.of(row) != null)) {
                charts.add(chart(measure));
            }
        }
        Paper.write(charts, 1, charts.size(), file);
    }

    private XYChart chart(Measure measure) {
        XYChart chart = Paper.of(700, 560, model + ": what quality costs", "evaluations of the network", measure.title);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        Map<String, List<Row>> samplers = new LinkedHashMap<>();
        rows.forEach(row ->
                samplers.computeIfAbsent(row.sampler, s -> new ArrayList<>()).add(row));
        List<String> names = List.copyOf(samplers.keySet());
        IntStream.range(0, names.size()).forEach(i -> {
            List<Row> some = samplers.get(names.get(i));
            double[] evaluations = some.stream().mapToDouble(Row::evaluations).toArray();
            double[] found = some.stream().mapToDouble(measure::of).toArray();
            Paper.line(chart, names.get(i), evaluations, found, i + 1).setMarker(MARKERS.get(i % MARKERS.size()));
        });
        return chart;
    }
}

package dev.phasewright.evaluation.memory;

import dev.phasewright.evaluation.chart.Paper;
import dev.phasewright.evaluation.memory.MemoryReport.Cell;
import dev.phasewright.evaluation.memory.MemoryReport.Look;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** The pictures of {@code phasewright study memory}. */
public final class MemoryCharts {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private MemoryCharts() {}

    /** Draws the phase diagram of each width, and beside it share and held-out loss over passes. */
    public static void draw(MemoryReport report, Path file) throws IOException {
        List<Chart<?, ?>> charts = new ArrayList<>();
        List<Integer> widths =
                report.cells().stream().map(Cell::width).distinct().toList();
        for (int width : widths) {
            charts.add(phases(
                    width,
                    report.cells().stream().filter(c -> c.width() == width).toList()));
        }
        charts.add(lines(report, "memorized samples, %", look -> 100 * look.share()));
        charts.add(lines(report, "loss on held-out clips, of variance 1", Look::loss));
        Paper.write(charts, 1, charts.size(), file);
    }

    /** Draws how like each other, and how like their own clips, two networks are. */
    public static void draw(HalvesStudy.Report report, Path file) throws IOException {
        XYChart chart = paper("clips in each half", "cosine, median");
        int colour = 0;
        for (String division :
                report.rows().stream().map(HalvesStudy.Row::division).distinct().toList()) {
            List<HalvesStudy.Row> rows = report.rows().stream()
                    .filter(row -> row.division().equals(division))
                    .filter(row -> row.width() == report.rows().get(0).width())
                    .toList();
            double[] x = rows.stream().mapToDouble(HalvesStudy.Row::clips).toArray();
            line(
                    chart,
                    "no " + division + " in common: each other",
                    x,
                    rows,
                    row -> row.agreement().median(),
                    colour++);
            line(chart, "own nearest clip", x, rows, row -> row.nearest().median(), colour++);
            line(chart, "same class only", x, rows, row -> row.chance().median(), colour++);
        }
        Paper.write(List.of(chart), 1, 1, file);
    }

    /** Draws both levels, predicted and found, over the number of clips. */
    public static void draw(CollapseStudy.Report report, Path file) throws IOException {
        XYChart chart = paper("clips that are known", "noise level σ");
        chart.getStyler().setYAxisMin(0.0);
        List<CollapseStudy.Row> rows = report.rows();
        double[] x = rows.stream().mapToDouble(CollapseStudy.Row::clips).toArray();
        line(chart, "class, predicted", x, rows, CollapseStudy.Row::speciation, 0);
        line(chart, "class, found", x, rows, row -> row.decided().median(), 1);
        line(chart, "clip, predicted", x, rows, CollapseStudy.Row::collapse, 2);
        line(chart, "clip, found", x, rows, row -> row.recognized().median(), 3);
        Paper.write(List.of(chart), 1, 1, file);
    }

    private static <T> void line(
            XYChart chart, String name, double[] x, List<T> rows, ToDoubleFunction<T> figure, int colour) {
        double[] y = rows.stream().mapToDouble(figure).toArray();
        // Where a corpus has no classes, nothing is found of them.
        if (DoubleStream.of(y).allMatch(Double::isFinite)) {
            line(chart, chart.getSeriesMap().containsKey(name) ? name + " " : name, x, y, colour);
        }
    }

    private static HeatMapChart phases(int width, List<Cell> cells) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("memorized samples, %, width " + width)
                .xAxisTitle("updates")
                .yAxisTitle("clips learned from")
                .build();
        List<Long> updates = cells.get(0).looks().stream().map(Look::updates).toList();
        List<Number[]> shares = new ArrayList<>();
        for (int y = 0; y < cells.size(); y++) {
            for (Look look : cells.get(y).looks()) {
                if (updates.contains(look.updates())) {
                    shares.add(new Number[] {updates.indexOf(look.updates()), y, 100 * look.share()});
                }
            }
        }
        chart.addSeries("memorized, %", updates, cells.stream().map(Cell::clips).toList(), shares);
        chart.getStyler().setMin(0).setMax(100);
        chart.getStyler()
                .setRangeColors(new Color[] {Color.WHITE, new Color(0xFCC5A0), new Color(0xB5367A), Color.BLACK});
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static XYChart lines(MemoryReport report, String what, ToDoubleFunction<Look> figure) {
        XYChart chart = paper("passes over the clips learned from", what);
        int colour = 0;
        for (Cell cell : report.cells()) {
            List<Look> looks = cell.looks().stream()
                    .filter(look -> Double.isFinite(figure.applyAsDouble(look)))
                    .toList();
            if (!looks.isEmpty()) {
                line(
                        chart,
                        cell.clips() + " clips, width " + cell.width(),
                        looks.stream()
                                .mapToDouble(look -> cell.passes(look, report.batch()))
                                .toArray(),
                        looks.stream().mapToDouble(figure).toArray(),
                        colour);
            }
            colour++;
        }
        return chart;
    }

    private static XYChart paper(String x, String y) {
        XYChart chart = Paper.of(WIDTH, HEIGHT, "", x, y);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    private static void line(XYChart chart, String name, double[] x, double[] y, int colour) {
        // Black, the first, is for what others are held against.
        Paper.line(chart, name, x, y, colour + 1);
    }
}

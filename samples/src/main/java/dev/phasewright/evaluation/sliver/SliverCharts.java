package dev.phasewright.evaluation.sliver;

import dev.phasewright.evaluation.chart.Paper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a {@link SliverReport}: for each way of teaching, what is left of the distance over the steps. */
public final class SliverCharts {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 520;
    /** What is nearer, or farther, is drawn at the edge. */
    private static final double LEAST_PERCENT = 1;

    private static final double MOST_PERCENT = 100;

    private SliverCharts() {}

    /**
     * Draws distance over steps, a chart for each way of teaching, and what the affine student leaves of it over how narrow a
     * sliver is.
     */
    public static void draw(SliverReport report, Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (String method : report.methods()) {
            charts.add(overSteps(report, method));
        }
        charts.add(overNats(report));
        Paper.write(charts, 1, charts.size(), file);
    }

    private static XYChart overSteps(SliverReport report, String method) {
        XYChart chart = paper("students taught by " + method, "steps");
        int colour = 0;
        for (SliverReport.Part part : report.slivers()) {
            List<SliverReport.Student> students = part.students().stream()
                    .filter(student -> student.method().equals(method))
                    .toList();
            line(
                    chart,
                    part.name(),
                    students.stream().mapToDouble(SliverReport.Student::steps).toArray(),
                    students.stream().mapToDouble(SliverReport.Student::mean).toArray(),
                    colour++);
        }
        double[] ends = {1, 8};
        XYSeries near = line(chart, "near enough", ends, new double[] {SliverReport.NEAR, SliverReport.NEAR}, 0);
        near.setMarker(SeriesMarkers.NONE);
        Paper.dash(near);
        return chart;
    }

    private static XYChart overNats(SliverReport report) {
        XYChart chart = paper("one step", "narrower than the whole by, nats");
        double[] nats =
                report.slivers().stream().mapToDouble(SliverReport.Part::nats).toArray();
        int colour = 0;
        for (String method : report.methods()) {
            double[] first = report.slivers().stream()
                    .mapToDouble(part -> part.students().stream()
                            .filter(student -> student.method().equals(method))
                            .findFirst()
                            .orElseThrow()
                            .mean())
                    .toArray();
            line(chart, "taught by " + method, nats, first, ++colour);
        }
        line(
                chart,
                "affine",
                nats,
                report.slivers().stream().mapToDouble(SliverReport.Part::affine).toArray(),
                0);
        return chart;
    }

    private static XYChart paper(String title, String x) {
        XYChart chart = Paper.of(WIDTH, HEIGHT, title, x, "distance from the teacher, % of its variance");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(LEAST_PERCENT).setYAxisMax(MOST_PERCENT);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] shares, int colour) {
        double[] percents = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            percents[i] = Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, 100 * shares[i]));
        }
        return Paper.line(chart, name, x, percents, colour);
    }
}

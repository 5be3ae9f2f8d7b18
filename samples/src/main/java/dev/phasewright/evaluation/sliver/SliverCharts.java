package dev.phasewright.evaluation.sliver;

import dev.phasewright.audio.file.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a {@link SliverReport}: for each way of teaching, what is left of the distance over the steps. */
public final class SliverCharts {
    /** Told apart by the colour-blind, too (M. Okabe and K. Ito, 2008). */
    private static final List<Color> COLOURS =
            List.of(new Color(0x000000), new Color(0x0072B2), new Color(0xE69F00), new Color(0x009E73));

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
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), png, BitmapEncoder.BitmapFormat.PNG);
        AtomicFile.write(file, out -> out.write(png.toByteArray()));
    }

    private static XYChart overSteps(SliverReport report, String method) {
        XYChart chart = paper("students taught by " + method, "steps");
        chart.getStyler().setXAxisLogarithmic(true);
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
        line(chart, "near enough", ends, new double[] {SliverReport.NEAR, SliverReport.NEAR}, 0)
                .setLineStyle(
                        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
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
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle("distance from the teacher, % of its variance")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(LEAST_PERCENT).setYAxisMax(MOST_PERCENT);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] shares, int colour) {
        double[] percents = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            percents[i] = Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, 100 * shares[i]));
        }
        XYSeries series = chart.addSeries(name, x, percents);
        Color own = COLOURS.get(colour % COLOURS.size());
        series.setLineStyle(new BasicStroke(2));
        series.setLineColor(own);
        series.setMarkerColor(own);
        series.setMarker(x.length == 2 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        return series;
    }
}

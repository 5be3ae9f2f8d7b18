package dev.phasewright.evaluation.chart;

import dev.phasewright.audio.file.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

/** White paper, and lines on it. */
public final class Paper {
    /** Told apart by the colour-blind, too (M. Okabe and K. Ito, 2008). */
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0xB8A800),
            new Color(0x777777));

    private Paper() {}

    /** One of nine colours, black the first; they repeat. */
    public static Color colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /**
     * An empty chart.
     *
     * @param width in pixels
     * @param height in pixels
     * @param title above it; empty for none
     * @param x what its horizontal axis has, with the unit
     * @param y what its vertical axis has, with the unit
     */
    public static XYChart of(int width, int height, String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    /**
     * Draws a line, with marks at its points.
     *
     * @param name of which the chart has none yet
     * @param colour its index
     */
    public static XYSeries line(XYChart chart, String name, double[] x, double[] y, int colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineStyle(new BasicStroke(2));
        series.setLineColor(colour(colour));
        series.setMarkerColor(colour(colour));
        return series;
    }

    /** Makes a line a dashed one. */
    public static void dash(XYSeries series) {
        series.setLineStyle(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
    }

    /**
     * Writes charts into one PNG, row by row; whole or not at all.
     *
     * @param charts as many as there are places
     * @throws IOException if it cannot be written
     */
    public static void write(List<? extends Chart<?, ?>> charts, int rows, int columns, Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(List.copyOf(charts), rows, columns, png, BitmapEncoder.BitmapFormat.PNG);
        AtomicFile.write(file, out -> out.write(png.toByteArray()));
    }
}

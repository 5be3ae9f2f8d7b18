package dev.phasewright.evaluation.transfer;

import dev.phasewright.audio.file.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** The picture of a {@link TransferReport}: loss over updates, a chart for each number of clips. */
public final class TransferCharts {
    /** Told apart by the colour-blind, too (M. Okabe and K. Ito, 2008). */
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0x0072B2),
            new Color(0xE69F00),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0xCC79A7));

    private static final int WIDTH = 560;
    private static final int HEIGHT = 480;

    private TransferCharts() {}

    /** Draws all losses. */
    public static void draw(TransferReport report, Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (int clips :
                report.rows().stream().map(TransferReport.Row::clips).distinct().toList()) {
            charts.add(chart(
                    clips,
                    report.rows().stream().filter(row -> row.clips() == clips).toList()));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), png, BitmapEncoder.BitmapFormat.PNG);
        AtomicFile.write(file, out -> out.write(png.toByteArray()));
    }

    private static XYChart chart(int clips, List<TransferReport.Row> rows) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(clips + " clips")
                .xAxisTitle("updates")
                .yAxisTitle("loss on held-out clips, of variance 1")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        int colour = 0;
        for (TransferReport.Row row : rows) {
            Map<Long, Double> mean = row.mean();
            XYSeries series =
                    chart.addSeries(row.beginning(), new ArrayList<>(mean.keySet()), new ArrayList<>(mean.values()));
            Color own = COLOURS.get(colour++ % COLOURS.size());
            series.setLineStyle(new BasicStroke(2));
            series.setLineColor(own);
            series.setMarkerColor(own);
        }
        return chart;
    }
}

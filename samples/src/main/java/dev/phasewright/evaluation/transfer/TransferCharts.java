package dev.phasewright.evaluation.transfer;

import dev.phasewright.evaluation.chart.Paper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** The picture of a {@link TransferReport}: loss over updates, a chart for each number of clips. */
public final class TransferCharts {
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
        Paper.write(charts, 1, charts.size(), file);
    }

    private static XYChart chart(int clips, List<TransferReport.Row> rows) {
        XYChart chart = Paper.of(WIDTH, HEIGHT, clips + " clips", "updates", "loss on held-out clips, of variance 1");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        int colour = 0;
        for (TransferReport.Row row : rows) {
            Map<Long, Double> mean = row.mean();
            Paper.line(
                    chart,
                    row.beginning(),
                    mean.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                    mean.values().stream().mapToDouble(Double::doubleValue).toArray(),
                    colour++);
        }
        return chart;
    }
}

package dev.phasewright.evaluation.theory;

import dev.phasewright.evaluation.chart.Paper;
import dev.phasewright.theory.causality.BandErrors;
import dev.phasewright.theory.causality.CausalityMatrix;
import dev.phasewright.theory.spectrum.OctaveBands;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of {@link SpectrumReport}, {@link CausalityReport} and {@link MachineReport}. */
public final class SpectrumCharts {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 520;
    /** Gains of less than a ten thousandth are drawn as that. */
    private static final double LEAST_GAIN = 1e-4;

    private SpectrumCharts() {}

    /** Draws the spectra and, if a model was measured, where it restores what noise has drowned. */
    public static void draw(SpectrumReport report, Path file) throws IOException {
        List<Chart<?, ?>> charts = new ArrayList<>(List.of(radial(report), axes(report)));
        BandErrors errors = report.errors();
        if (errors != null) {
            charts.add(errors(report.model(), errors));
            charts.add(tide(report.model(), errors, report.logMel().spatial()));
        }
        Paper.write(charts, charts.size() / 2, 2, file);
    }

    /** Draws how far each machine agrees with the network at each noise level, over all frames and over those heard. */
    public static void draw(MachineReport report, Path file) throws IOException {
        List<Chart<?, ?>> charts = new ArrayList<>();
        for (boolean heard : new boolean[] {false, true}) {
            XYChart chart = paper(
                    report.corpus() + (heard ? ": frames that are heard" : ": all frames"),
                    "noise level σ",
                    "Pearson's r with the network");
            chart.getStyler().setYAxisLogarithmic(false);
            chart.getStyler().setYAxisMax(1.0);
            int colour = 0;
            for (String machine : report.machines()) {
                List<MachineReport.Row> rows = report.of(machine).stream()
                        .filter(row -> row.sigma() != null && Double.isFinite(heard ? row.heardR() : row.r()))
                        .toList();
                if (!rows.isEmpty()) {
                    double[] x =
                            rows.stream().mapToDouble(MachineReport.Row::sigma).toArray();
                    double[] y = rows.stream()
                            .mapToDouble(row -> heard ? row.heardR() : row.r())
                            .toArray();
                    line(chart, machine, x, y, colour);
                }
                colour++;
            }
            charts.add(chart);
        }
        Paper.write(charts, 1, 2, file);
    }

    private static XYChart paper(String title, String x, String y) {
        XYChart chart = Paper.of(WIDTH, HEIGHT, title, x, y);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        return chart;
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, int colour) {
        XYSeries series = Paper.line(chart, name, x, y, colour);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static void dashed(XYSeries series) {
        Paper.dash(series);
        series.setShowInLegend(false);
    }

    private static XYChart radial(SpectrumReport report) {
        XYChart chart =
                paper(report.corpus() + ": radial power, lines f^−α", "cycles a cell", "power ÷ that of white noise");
        for (int r = 0; r < report.rows().size(); r++) {
            SpectrumReport.Row row = report.rows().get(r);
            double[] x = row.radial().frequencies().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double[] y = row.radial().logPower().stream().mapToDouble(Math::exp).toArray();
            String name = String.format(
                    Locale.ROOT, "%s, α = %.2f", row.kind(), row.radial().law().exponent());
            line(chart, name, x, y, r + 1);
            double[] law = Arrays.stream(x)
                    .map(f -> Math.exp(row.radial().law().intercept())
                            * Math.pow(f, -row.radial().law().exponent()))
                    .toArray();
            dashed(line(chart, name + " (line)", x, law, r + 1));
        }
        return chart;
    }

    private static XYChart axes(SpectrumReport report) {
        XYChart chart = paper(report.corpus() + ": λ along each axis", "cycles a frame or a band", "variance λ");
        int colour = 1;
        for (SpectrumReport.Row row : report.rows()) {
            if (row.bands() == null) {
                continue;
            }
            double scale = 1 / row.spatial().variance();
            for (Axis axis : Axis.values()) {
                double[] y = Arrays.stream(row.spatial().along(axis))
                        .map(v -> Math.max(v * scale, 1e-12))
                        .toArray();
                String name = row.kind() + (axis == Axis.TIME ? ", time" : ", bands");
                line(chart, name, row.spatial().frequencies(axis), y, colour++);
            }
        }
        return chart;
    }

    private static XYChart errors(String model, BandErrors errors) {
        XYChart chart = paper(
                model + ": what is left of each octave's error (dashed: Wiener)",
                "noise level σ",
                "share not restored");
        double[] sigmas =
                errors.levels().stream().mapToDouble(BandErrors.Level::sigma).toArray();
        for (int b = 0; b < errors.bands().size(); b++) {
            int band = b;
            line(
                    chart,
                    errors.bands().get(b),
                    sigmas,
                    errors.levels().stream()
                            .mapToDouble(l -> l.network().get(band))
                            .toArray(),
                    b);
            dashed(line(
                    chart,
                    errors.bands().get(b) + " (Wiener)",
                    sigmas,
                    errors.levels().stream()
                            .mapToDouble(l -> l.wiener().get(band))
                            .toArray(),
                    b));
        }
        return chart;
    }

    private static XYChart tide(String model, BandErrors errors, SpatialSpectrum spectrum) {
        XYChart chart =
                paper("the tide: half of an octave is restored below σ", "noise level σ", "cycles a cell, from");
        OctaveBands bands = new OctaveBands(spectrum.frames(), spectrum.bands());
        add(chart, "predicted by λ", bands, errors::predictedBelow, 1);
        add(chart, model, bands, errors::restoredBelow, 4);
        return chart;
    }

    private static void add(
            XYChart chart, String name, OctaveBands bands, IntFunction<OptionalDouble> below, int colour) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int b = 1; b < bands.count(); b++) {
            OptionalDouble sigma = below.apply(b);
            if (sigma.isPresent()) {
                x.add(sigma.getAsDouble());
                y.add(bands.from(b));
            }
        }
        if (!x.isEmpty()) {
            line(
                            chart,
                            name,
                            x.stream().mapToDouble(Double::doubleValue).toArray(),
                            y.stream().mapToDouble(Double::doubleValue).toArray(),
                            colour)
                    .setMarker(SeriesMarkers.CIRCLE);
        }
    }

    /** Draws the matrix of each level, and that of Wiener's filter below it. */
    public static void draw(CausalityReport report, Path file) throws IOException {
        CausalityMatrix matrix = report.matrix();
        List<Chart<?, ?>> network = new ArrayList<>();
        List<Chart<?, ?>> wiener = new ArrayList<>();
        for (CausalityMatrix.Level level : matrix.levels()) {
            String sigma = String.format(Locale.ROOT, "σ = %.3g", level.sigma());
            network.add(map(matrix, sigma, (to, from) -> level.gains().get(to).get(from)));
            wiener.add(map(
                    matrix,
                    sigma + ", Wiener",
                    (to, from) -> to == from ? level.wiener().get(to) : 0));
        }
        network.addAll(wiener);
        Paper.write(network, 2, matrix.levels().size(), file);
    }

    /** The gain from one band of the question to one of the answer. */
    private interface Gain {
        double at(int to, int from);
    }

    private static HeatMapChart map(CausalityMatrix matrix, String title, Gain gain) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(400)
                .height(380)
                .title(title)
                .xAxisTitle("octave of the question")
                .yAxisTitle("octave of the answer")
                .build();
        List<Number[]> cells = new ArrayList<>();
        for (int from = 0; from < matrix.bands().size(); from++) {
            for (int to = 0; to < matrix.bands().size(); to++) {
                cells.add(new Number[] {from, to, Math.log10(Math.max(gain.at(to, from), LEAST_GAIN))});
            }
        }
        chart.addSeries("log₁₀ J", matrix.bands(), matrix.bands(), cells);
        chart.getStyler().setMin(Math.log10(LEAST_GAIN)).setMax(0);
        chart.getStyler()
                .setRangeColors(new Color[] {Color.WHITE, new Color(0xFCC5A0), new Color(0xB5367A), Color.BLACK});
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(60);
        return chart;
    }
}

package dev.phasewright.cli.phase;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import dev.phasewright.vocoder.lab.PhaseRuler.Measures;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a sweep found: tables for programs and people, and pictures. */
final class SweepReport {
    static final String ORIGINAL = "original.wav";

    private static final String CSV = "sweep.csv";
    private static final String JSON = "sweep.json";

    /** Told apart by the colour-blind, too (M. Okabe and K. Ito, 2008). */
    private static Color colour(PhaseSweepCommand.Mode mode) {
        return switch (mode) {
            case RANDOM -> new Color(0x0072B2);
            case JITTER -> new Color(0xE69F00);
            case SIGN -> new Color(0x009E73);
            case ZERO -> new Color(0xD55E00);
            case BIN -> new Color(0xCC79A7);
        };
    }

    /** What is measured, as it is called in tables, in files and in pictures. */
    private enum Measure {
        SPECTRAL_CONVERGENCE("SC, dB", "spectral convergence, dB", 1),
        LOG_SPECTRAL_DISTANCE("LSD, dB", "log-spectral distance, dB", 2),
        ESTOI("ESTOI", "ESTOI (of speech)", 3),
        PERIODICITY_ERROR("periodicity", "periodicity error", 3),
        ENVELOPE_CHANGE("envelope, dB", "change of the envelope, dB", 1),
        CREST_FACTOR("crest, dB", "crest factor, dB", 1),
        LEVEL_CHANGE("level, dB", "level change before matching, dB", 1);

        private final String heading;
        private final String title;
        private final int decimals;

        Measure(String heading, String title, int decimals) {
            this.heading = heading;
            this.title = title;
            this.decimals = decimals;
        }

        double of(Measures measures) {
            return switch (this) {
                case SPECTRAL_CONVERGENCE -> measures.spectralConvergence();
                case LOG_SPECTRAL_DISTANCE -> measures.logSpectralDistance();
                case ESTOI -> measures.estoi();
                case PERIODICITY_ERROR -> measures.periodicityError();
                case ENVELOPE_CHANGE -> measures.envelopeChangeDb();
                case CREST_FACTOR -> measures.crestDb();
                case LEVEL_CHANGE -> measures.levelChangeDb();
            };
        }

        String told(Measures measures) {
            double v = of(measures);
            return Double.isFinite(v)
                    ? String.format(Locale.ROOT, "%." + decimals + "f", v)
                            .replaceFirst("^-(?=0(\\.0+)?$)", "")
                            .replace('-', '−')
                    : v == Double.NEGATIVE_INFINITY ? "−∞" : "–";
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        Path picture(Path folder) {
            return folder.resolve(key().replace('_', '-') + ".png");
        }
    }

    /**
     * One version.
     *
     * @param amount in percent
     */
    record Cell(PhaseSweepCommand.Mode mode, double amount, PhaseRandomization plan) {
        String window() {
            return plan.framing().isWhole() ? "whole" : number(plan.framing().milliseconds());
        }

        String series() {
            return mode.name().toLowerCase(Locale.ROOT) + " " + number(amount) + " %";
        }

        String file() {
            String unit = plan.framing().isWhole() ? "" : "ms";
            return mode.name().toLowerCase(Locale.ROOT) + "-" + number(amount) + "-" + window() + unit + ".wav";
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    private final String name;
    private final Audio sound;
    private final long seed;
    private final Map<Cell, Measures> found = new LinkedHashMap<>();

    SweepReport(String name, Audio sound, long seed) {
        this.name = name;
        this.sound = sound;
        this.seed = seed;
    }

    void add(Cell cell, Measures measures) {
        found.put(cell, measures);
    }

    /** The factor that keeps the loudest of all versions from clipping, at most 1. */
    double gain() {
        double peak = sound.peak();
        for (Measures measures : found.values()) {
            peak = Math.max(peak, measures.peak());
        }
        return Math.min(1, 1 / peak);
    }

    /** All that is written for these versions. */
    List<Path> files(Path folder, List<Cell> cells) {
        List<Path> files =
                new ArrayList<>(List.of(folder.resolve(ORIGINAL), folder.resolve(CSV), folder.resolve(JSON)));
        cells.forEach(cell -> files.add(folder.resolve(cell.file())));
        for (Measure measure : Measure.values()) {
            files.add(measure.picture(folder));
        }
        return files;
    }

    void write(Path folder, OutputOptions output) throws IOException {
        output.write(folder.resolve(CSV), path -> text(path, csv()));
        output.write(folder.resolve(JSON), path -> text(path, json()));
        for (Measure measure : Measure.values()) {
            byte[] png = BitmapEncoder.getBitmapBytes(chart(measure), BitmapEncoder.BitmapFormat.PNG);
            output.write(measure.picture(folder), path -> AtomicFile.write(path, out -> out.write(png)));
        }
    }

    private static void text(Path path, String text) throws IOException {
        AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A Markdown table for each mode and amount. */
    String table() {
        StringBuilder out = new StringBuilder();
        bySeries().forEach((series, rows) -> {
            out.append(out.length() == 0 ? "" : "\n").append(series).append(":\n\n| window, ms |");
            for (Measure measure : Measure.values()) {
                out.append(' ').append(measure.heading).append(" |");
            }
            out.append("\n|---|").append("---|".repeat(Measure.values().length)).append('\n');
            rows.forEach((cell, measures) -> {
                out.append("| ").append(cell.window()).append(" |");
                for (Measure measure : Measure.values()) {
                    out.append(' ').append(measure.told(measures)).append(" |");
                }
                out.append('\n');
            });
        });
        return out.toString();
    }

    private Map<String, Map<Cell, Measures>> bySeries() {
        Map<String, Map<Cell, Measures>> series = new LinkedHashMap<>();
        found.forEach((cell, measures) -> series.computeIfAbsent(cell.series(), s -> new LinkedHashMap<>())
                .put(cell, measures));
        return series;
    }

    /** What is not finite is left empty. */
    private String csv() {
        StringBuilder out = new StringBuilder("mode,amount_percent,window_ms,file");
        for (Measure measure : Measure.values()) {
            out.append(',').append(measure.key());
        }
        found.forEach((cell, measures) -> {
            out.append(String.format(
                    Locale.ROOT,
                    "%n%s,%s,%s,%s",
                    cell.mode().name().toLowerCase(Locale.ROOT),
                    cell.amount(),
                    cell.window(),
                    cell.file()));
            for (Measure measure : Measure.values()) {
                double value = measure.of(measures);
                out.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
            }
        });
        return out.append(System.lineSeparator()).toString();
    }

    /** What is not finite is null. */
    private String json() throws IOException {
        List<Map<String, Object>> rows = found.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    Cell cell = entry.getKey();
                    row.put("mode", cell.mode().name().toLowerCase(Locale.ROOT));
                    row.put("amount_percent", cell.amount());
                    row.put(
                            "window_ms",
                            cell.plan().framing().isWhole()
                                    ? "whole"
                                    : cell.plan().framing().milliseconds());
                    row.put("file", cell.file());
                    for (Measure measure : Measure.values()) {
                        double value = measure.of(entry.getValue());
                        row.put(measure.key(), Double.isFinite(value) ? value : null);
                    }
                    return row;
                })
                .collect(Collectors.toList());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sound", name);
        all.put("sample_rate", sound.sampleRate());
        all.put("seconds", sound.seconds());
        all.put("seed", seed);
        all.put("original", ORIGINAL);
        all.put("versions", rows);
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    /** A measure over the window's length; the whole sound is a window as long as it. */
    private XYChart chart(Measure measure) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title(name + ": " + measure.title)
                .xAxisTitle("window, ms (the last: the whole sound)")
                .yAxisTitle(measure.title)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        List<Double> amounts =
                found.keySet().stream().map(Cell::amount).distinct().toList();
        bySeries().forEach((series, rows) -> {
            List<Cell> cells = rows.keySet().stream()
                    .filter(cell -> Double.isFinite(measure.of(rows.get(cell))))
                    .sorted((a, b) -> Double.compare(milliseconds(a), milliseconds(b)))
                    .toList();
            if (!cells.isEmpty()) {
                Cell any = cells.get(0);
                Color colour = colour(any.mode());
                chart.addSeries(
                                series,
                                cells.stream().mapToDouble(this::milliseconds).toArray(),
                                cells.stream()
                                        .mapToDouble(cell -> measure.of(rows.get(cell)))
                                        .toArray())
                        .setMarker(SeriesMarkers.CIRCLE)
                        .setMarkerColor(colour)
                        .setLineColor(colour)
                        .setLineStyle(
                                amounts.indexOf(any.amount()) == amounts.size() - 1
                                        ? SeriesLines.SOLID
                                        : SeriesLines.DASH_DASH);
            }
        });
        return chart;
    }

    private double milliseconds(Cell cell) {
        return cell.plan().framing().isWhole()
                ? 1000 * sound.seconds()
                : cell.plan().framing().milliseconds();
    }
}

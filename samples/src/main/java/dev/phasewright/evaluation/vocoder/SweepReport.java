package dev.phasewright.evaluation.vocoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.vocoder.lab.PhaseRuler.Measures;
import dev.phasewright.vocoder.lab.PhaseSweep;
import dev.phasewright.vocoder.lab.PhaseSweep.Version;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a sweep of phases found: tables for programs and people, and pictures. */
public final class SweepReport {
    /** The name of the original's file. */
    public static final String ORIGINAL = "original.wav";

    private static final String CSV = "sweep.csv";
    private static final String JSON = "sweep.json";

    /** Told apart by the colour-blind, too (M. Okabe and K. Ito, 2008). */
    private static Color colour(PhaseSweep.Mode mode) {
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

        String picture() {
            return key().replace('_', '-') + ".png";
        }
    }

    private final String name;
    private final Audio sound;
    private final long seed;
    private final Map<Version, Measures> found = new LinkedHashMap<>();

    /**
     * An empty report.
     *
     * @param name the sound's
     * @param sound one channel
     */
    public SweepReport(String name, Audio sound, long seed) {
        this.name = name;
        this.sound = sound;
        this.seed = seed;
    }

    /** Takes what was measured of a version. */
    public void add(Version version, Measures measures) {
        found.put(version, measures);
    }

    /** The factor that keeps the loudest of all versions from clipping, at most 1. */
    public double gain() {
        double peak = sound.peak();
        for (Measures measures : found.values()) {
            peak = Math.max(peak, measures.peak());
        }
        return Math.min(1, 1 / peak);
    }

    /** The names of all files of these versions: sounds, tables and pictures. */
    public static List<String> names(List<Version> versions) {
        List<String> names = new ArrayList<>(List.of(ORIGINAL, CSV, JSON));
        versions.forEach(version -> names.add(version.file()));
        for (Measure measure : Measure.values()) {
            names.add(measure.picture());
        }
        return names;
    }

    /**
     * What stands in the files that are no sounds, by their names.
     *
     * @throws IOException if a picture cannot be encoded
     */
    public Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(CSV, csv().getBytes(StandardCharsets.UTF_8));
        files.put(JSON, json().getBytes(StandardCharsets.UTF_8));
        for (Measure measure : Measure.values()) {
            files.put(measure.picture(), BitmapEncoder.getBitmapBytes(chart(measure), BitmapEncoder.BitmapFormat.PNG));
        }
        return files;
    }

    /** A Markdown table for each mode and amount. */
    public String table() {
        StringBuilder out = new StringBuilder();
        bySeries().forEach((series, rows) -> {
            out.append(out.length() == 0 ? "" : "\n").append(series).append(":\n\n| window, ms |");
            for (Measure measure : Measure.values()) {
                out.append(' ').append(measure.heading).append(" |");
            }
            out.append("\n|---|").append("---|".repeat(Measure.values().length)).append('\n');
            rows.forEach((version, measures) -> {
                out.append("| ").append(version.window()).append(" |");
                for (Measure measure : Measure.values()) {
                    out.append(' ').append(measure.told(measures)).append(" |");
                }
                out.append('\n');
            });
        });
        return out.toString();
    }

    private Map<String, Map<Version, Measures>> bySeries() {
        Map<String, Map<Version, Measures>> series = new LinkedHashMap<>();
        found.forEach((version, measures) -> series.computeIfAbsent(version.series(), s -> new LinkedHashMap<>())
                .put(version, measures));
        return series;
    }

    /** What is not finite is left empty. */
    private String csv() {
        CsvTable table = new CsvTable(Stream.concat(
                        Stream.of("mode", "amount_percent", "window_ms", "file"),
                        Arrays.stream(Measure.values()).map(Measure::key))
                .toArray(String[]::new));
        found.forEach((version, measures) -> table.row(Stream.concat(
                        Stream.of(version.mode().label(), version.percent(), version.window(), version.file()),
                        Arrays.stream(Measure.values()).map(measure -> measure.of(measures)))
                .toArray()));
        return table.toString();
    }

    /** What is not finite is null. */
    private String json() throws IOException {
        List<Map<String, Object>> rows = found.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    Version version = entry.getKey();
                    row.put("mode", version.mode().label());
                    row.put("amount_percent", version.percent());
                    row.put(
                            "window_ms",
                            version.plan().framing().isWhole()
                                    ? "whole"
                                    : version.plan().framing().milliseconds());
                    row.put("file", version.file());
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
                found.keySet().stream().map(Version::percent).distinct().toList();
        bySeries().forEach((series, rows) -> {
            List<Version> versions = rows.keySet().stream()
                    .filter(version -> Double.isFinite(measure.of(rows.get(version))))
                    .sorted((a, b) -> Double.compare(milliseconds(a), milliseconds(b)))
                    .toList();
            if (!versions.isEmpty()) {
                Version any = versions.get(0);
                Color colour = colour(any.mode());
                chart.addSeries(
                                series,
                                versions.stream()
                                        .mapToDouble(this::milliseconds)
                                        .toArray(),
                                versions.stream()
                                        .mapToDouble(version -> measure.of(rows.get(version)))
                                        .toArray())
                        .setMarker(SeriesMarkers.CIRCLE)
                        .setMarkerColor(colour)
                        .setLineColor(colour)
                        .setLineStyle(
                                amounts.indexOf(any.percent()) == amounts.size() - 1
                                        ? SeriesLines.SOLID
                                        : SeriesLines.DASH_DASH);
            }
        });
        return chart;
    }

    private double milliseconds(Version version) {
        return version.plan().framing().isWhole()
                ? 1000 * sound.seconds()
                : version.plan().framing().milliseconds();
    }
}

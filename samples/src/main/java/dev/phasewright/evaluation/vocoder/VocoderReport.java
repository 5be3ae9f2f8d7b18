package dev.phasewright.evaluation.vocoder;

import static dev.phasewright.evaluation.TextTable.figure;

import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.vocoder.metric.Fidelity;
import dev.phasewright.vocoder.metric.OnsetFidelity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What each method reached, kind by kind. */
public final class VocoderReport {
    private final List<VocoderMethod> methods;
    private final Map<String, Map<VocoderMethod, Tally>> kinds = new LinkedHashMap<>();

    private static final class Tally {
        final List<Fidelity> measured = new ArrayList<>();
        final List<OnsetFidelity> onsets = new ArrayList<>();
        double audio;
        double work;
    }

    /**
     * One line of the table.
     *
     * @param kind of sound; "all" for the mean over clips of every kind
     * @param onset the median over clips
     * @param realTime seconds of sound a second of work
     */
    public record Row(String kind, VocoderMethod method, Fidelity fidelity, OnsetFidelity onset, double realTime) {}

    public VocoderReport(List<VocoderMethod> methods) {
        this.methods = methods;
    }

    List<VocoderMethod> methods() {
        return methods;
    }

    void add(
            String kind,
            VocoderMethod method,
            Fidelity fidelity,
            OnsetFidelity onset,
            double audioSeconds,
            double workSeconds) {
        Tally tally = kinds.computeIfAbsent(kind, k -> new LinkedHashMap<>()).computeIfAbsent(method, m -> new Tally());
        tally.measured.add(fidelity);
        tally.onsets.add(onset);
        tally.audio += audioSeconds;
        tally.work += workSeconds;
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Map<VocoderMethod, Tally> all = new LinkedHashMap<>();
        kinds.forEach((kind, tallies) -> tallies.forEach((method, tally) -> {
            rows.add(row(kind, method, tally));
            Tally sum = all.computeIfAbsent(method, m -> new Tally());
            sum.measured.addAll(tally.measured);
            sum.onsets.addAll(tally.onsets);
            sum.audio += tally.audio;
            sum.work += tally.work;
        }));
        if (kinds.size() > 1) {
            all.forEach((method, tally) -> rows.add(row("all", method, tally)));
        }
        return rows;
    }

    private static Row row(String kind, VocoderMethod method, Tally tally) {
        return new Row(
                kind,
                method,
                Fidelity.mean(tally.measured),
                OnsetFidelity.median(tally.onsets),
                tally.audio / tally.work);
    }

    /** A table for people: one for each kind of sound and each input. */
    public String table() {
        Map<String, TextTable> tables = new LinkedHashMap<>();
        for (Row row : rows()) {
            Fidelity f = row.fidelity;
            tables.computeIfAbsent(row.kind + ", " + row.method.input() + " input", VocoderReport::table)
                    .row(
                            row.method.name(),
                            figure("%.1f", f.spectralConvergence()),
                            figure("%.2f", f.logSpectralDistance()),
                            figure("%.3f", f.estoi()),
                            figure("%.2f", f.melCepstralDistortion()),
                            figure("%.3f", f.pitch().periodicityError()),
                            figure("%.3f", f.pitch().voicingF1()),
                            figure("%.1f", f.pitch().pitchError()),
                            figure("%.3f", f.phase().groupDelay()),
                            figure("%.3f", f.phase().instantaneousFrequency()),
                            figure("%.1f", row.onset.attack()),
                            figure("%.1f", row.onset.preEcho()),
                            figure("%.1f", row.realTime));
        }
        return tables.values().stream().map(TextTable::toString).collect(Collectors.joining(System.lineSeparator()));
    }

    private static TextTable table(String heading) {
        return new TextTable()
                .left(heading, 48)
                .right("SC dB", 7)
                .right("LSD dB", 6)
                .right("ESTOI", 6)
                .right("MCD dB", 6)
                .right("period.", 7)
                .right("V/UV", 6)
                .right("F0 cent", 7)
                .right("GD rad", 6)
                .right("IF rad", 6)
                .right("attack ×", 8)
                .right("pre dB", 6)
                .right("× real", 8);
    }

    /** Spectral convergence over work, a line for each start and a point for each number of iterations. */
    public void drawFrontier(Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title("Phase from true magnitudes: what time buys")
                .xAxisTitle("seconds of work a second of sound")
                .yAxisTitle("spectral convergence, dB (lower is better)")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        Map<String, List<Row>> starts = new LinkedHashMap<>();
        String kind = kinds.size() > 1 ? "all" : kinds.keySet().iterator().next();
        for (Row row : rows()) {
            if (row.kind.equals(kind)
                    && row.method.input().equals("linear")
                    && !row.method.start().equals("true")) {
                starts.computeIfAbsent(row.method.start(), s -> new ArrayList<>())
                        .add(row);
            }
        }
        starts.forEach((start, rows) -> {
            List<Row> sorted = rows.stream()
                    .sorted((a, b) -> Integer.compare(a.method.iterations(), b.method.iterations()))
                    .toList();
            chart.addSeries(
                            start,
                            sorted.stream().mapToDouble(r -> 1 / r.realTime).toArray(),
                            sorted.stream()
                                    .mapToDouble(r -> r.fidelity.spectralConvergence())
                                    .toArray())
                    .setMarker(SeriesMarkers.CIRCLE);
        });
        byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
        AtomicFile.write(file, out -> out.write(png));
    }
}

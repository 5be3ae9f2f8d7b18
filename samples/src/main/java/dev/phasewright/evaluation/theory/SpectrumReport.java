package dev.phasewright.evaluation.theory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.theory.causality.BandErrors;
import dev.phasewright.theory.spectrum.PowerLaw;
import dev.phasewright.theory.spectrum.RadialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code phasewright study spectrum}, as it is stored, printed and drawn.
 *
 * @param corpus whose spectrum it is
 * @param rows one for each way to look at a clip
 * @param model whose errors they are; null if there is none
 * @param errors what it cannot restore of each band of log-mel spectrograms; null if there is no model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpectrumReport(String corpus, List<Row> rows, @Nullable String model, @Nullable BandErrors errors) {
    /** Levels at which the table has a network's errors. */
    private static final List<Integer> SHOWN = List.of(0, 3, 6, 9, 12);

    /**
     * One way to look at a clip.
     *
     * @param kind waveform, linear spectrogram or log-mel spectrogram
     * @param radial its power over frequency, whatever the direction
     * @param time the law of λ along time
     * @param bands the law of λ along the bands; null for a waveform, which has none
     * @param spatial λ along both axes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String kind, RadialSpectrum radial, PowerLaw time, @Nullable PowerLaw bands, SpatialSpectrum spatial) {}

    /** The log-mel spectrograms' row, which is the last. */
    public Row logMel() {
        return rows.get(rows.size() - 1);
    }

    /** The tables, for people. */
    public String table() {
        TextTable laws = new TextTable()
                .left(corpus + ": power falls as f^−α", 44)
                .right("radial", 20)
                .right("R²", 6)
                .right("along time", 20)
                .right("along bands", 20)
                .right("clips", 6);
        for (Row row : rows) {
            laws.row(
                    row.kind,
                    cell(row.radial.law()),
                    String.format(Locale.ROOT, "%.2f", row.radial.law().rSquared()),
                    cell(row.time),
                    row.bands == null ? "–" : cell(row.bands),
                    row.radial.clips());
        }
        return errors == null ? laws.toString() : laws + System.lineSeparator() + errorTable(errors);
    }

    private static String cell(PowerLaw law) {
        return Double.isInfinite(law.high())
                ? String.format(Locale.ROOT, "%.2f", law.exponent())
                : String.format(Locale.ROOT, "%.2f (%.2f…%.2f)", law.exponent(), law.low(), law.high());
    }

    private String errorTable(BandErrors found) {
        TextTable table = new TextTable()
                .left(model + ": half cycles", 30)
                .right("half restored below σ", 22)
                .right("predicted", 10);
        for (int i : SHOWN) {
            table.right(
                    String.format(
                            Locale.ROOT, "error, σ %.2g", found.levels().get(i).sigma()),
                    16);
        }
        for (int b = 0; b < found.bands().size(); b++) {
            Object[] cells = new Object[3 + SHOWN.size()];
            cells[0] = found.bands().get(b);
            cells[1] = level(found.restoredBelow(b));
            cells[2] = level(found.predictedBelow(b));
            for (int i = 0; i < SHOWN.size(); i++) {
                cells[3 + i] = String.format(
                        Locale.ROOT,
                        "%.3f",
                        found.levels().get(SHOWN.get(i)).network().get(b));
            }
            table.row(cells);
        }
        return table.toString();
    }

    private static String level(OptionalDouble sigma) {
        return sigma.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", sigma.getAsDouble());
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("of", "what", "frequency", "sigma", "value");
        for (Row row : rows) {
            for (int i = 0; i < row.radial.frequencies().size(); i++) {
                table.row(
                        row.kind,
                        "radial power",
                        row.radial.frequencies().get(i),
                        null,
                        Math.exp(row.radial.logPower().get(i)));
            }
            for (Axis axis : Axis.values()) {
                double[] frequencies = row.spatial.frequencies(axis);
                double[] variances = row.spatial.along(axis);
                String along = row.bands == null || axis == Axis.TIME ? "time" : "bands";
                for (int i = 0; i < frequencies.length; i++) {
                    table.row(row.kind, "variance along " + along, frequencies[i], null, variances[i]);
                }
            }
        }
        if (errors != null) {
            for (BandErrors.Level level : errors.levels()) {
                for (int b = 0; b < errors.bands().size(); b++) {
                    String band = model + ": " + errors.bands().get(b);
                    table.row(
                            band, "error", null, level.sigma(), level.network().get(b));
                    table.row(
                            band,
                            "Wiener error",
                            null,
                            level.sigma(),
                            level.wiener().get(b));
                }
            }
        }
        return table.toString();
    }
}

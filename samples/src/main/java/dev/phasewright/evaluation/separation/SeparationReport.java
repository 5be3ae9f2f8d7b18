package dev.phasewright.evaluation.separation;

import dev.phasewright.diffusion.separate.MixingLaw;
import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code phasewright study separate}, as it is stored and printed.
 *
 * @param corpus the folders whose clips were mixed
 * @param mixtures how many
 * @param law what the law of mixing is in them
 * @param rows a way to take them apart each, the generator's among them
 */
public record SeparationReport(String corpus, int mixtures, MixingLaw.Fit law, List<Row> rows) {
    /**
     * One way to take mixtures apart.
     *
     * @param name of it
     * @param gain how much the scale-invariant signal-to-distortion ratio of a stem is above the mixture's, in dB; its
     *     interval is over mixtures drawn anew
     * @param right share of the stems that the judge hears as what they are to be
     * @param gains of each mixture, the mean of its stems, in dB
     */
    public record Row(String name, Interval gain, double right, List<Double> gains) {}

    /** The mean of some figures with its interval. */
    static Interval interval(List<Double> gains, long seed) {
        return Groups.each(gains.size())
                .interval(
                        those -> Arrays.stream(those)
                                .mapToDouble(gains::get)
                                .average()
                                .orElseThrow(),
                        seed);
    }

    /** The table, for people. */
    public String table() {
        TextTable table = new TextTable()
                .left("masks from", 22)
                .right("SI-SDR gain", 12)
                .right("95 %", 16)
                .right("right class", 12);
        for (Row row : rows) {
            boolean finite = Double.isFinite(row.gain().estimate());
            table.row(
                    row.name(),
                    TextTable.figure("%.2f dB", finite ? (Double) row.gain().estimate() : null),
                    finite
                            ? String.format(
                                    Locale.ROOT,
                                    "%.2f to %.2f",
                                    row.gain().low(),
                                    row.gain().high())
                            : TextTable.figure("%s", null),
                    TextTable.percent("%.1f", row.right()));
        }
        return String.format(
                        Locale.ROOT,
                        "%d mixtures of two sounds of %s; their law: β = %.1f, off by %.2f nepers where both are heard, %.2f of a"
                                + " single bin of equal sounds%n%n",
                        mixtures,
                        corpus,
                        law.beta(),
                        law.error(),
                        law.bin())
                + table;
    }

    /** All figures, a line each mixture, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("masks", "mixture", "gain");
        for (Row row : rows) {
            for (int i = 0; i < row.gains().size(); i++) {
                table.row(row.name(), i, row.gains().get(i));
            }
        }
        return table.toString();
    }
}

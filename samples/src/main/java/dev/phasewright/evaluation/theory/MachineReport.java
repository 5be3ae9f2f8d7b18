package dev.phasewright.evaluation.theory;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code phasewright study machines}, as it is stored and printed.
 *
 * @param corpus whose training clips the machines know
 * @param clips how many
 * @param seeds held-out clips at each level, and samples drawn
 * @param windows of the local machine at each level
 * @param rows each machine's agreement with the network at each level, and for a whole sample
 */
public record MachineReport(String corpus, int clips, int seeds, List<Level> windows, List<Row> rows) {
    /**
     * The window that fits the network best at a noise level.
     *
     * @param sigma the level
     * @param reach frames and bands that are seen to either side
     * @param cosine of the machine's answer and the network's, median
     */
    public record Level(double sigma, int reach, double cosine) {}

    /**
     * How far a machine's answer is the network's; medians over clips.
     *
     * @param machine its name
     * @param sigma the noise level, or null for a whole sample from noise
     * @param r Pearson's r over all frames
     * @param explained R² over all frames
     * @param heardR Pearson's r over the frames in which the network's answer is heard
     * @param heardExplained R² over those
     */
    public record Row(
            String machine, @Nullable Double sigma, double r, double explained, double heardR, double heardExplained) {}

    /** The machines, in the order in which they were asked. */
    public List<String> machines() {
        return rows.stream().map(Row::machine).distinct().toList();
    }

    /** What a machine was found at. */
    public List<Row> of(String machine) {
        return rows.stream().filter(row -> row.machine().equals(machine)).toList();
    }

    /** The table and the sentence, for people. */
    public String table() {
        TextTable table = new TextTable()
                .left("machine", 16)
                .right("σ", 8)
                .right("r", 7)
                .right("R²", 7)
                .right("r, heard", 9)
                .right("R², heard", 9);
        for (Row row : rows) {
            table.row(
                    row.machine(),
                    row.sigma() == null ? "sample" : String.format(Locale.ROOT, "%.3g", row.sigma()),
                    figure(row.r()),
                    figure(row.explained()),
                    figure(row.heardR()),
                    figure(row.heardExplained()));
        }
        TextTable seen = new TextTable().left("σ", 8).right("window", 9).right("cosine", 7);
        for (Level level : windows) {
            int side = 2 * level.reach() + 1;
            seen.row(String.format(Locale.ROOT, "%.3g", level.sigma()), side + " × " + side, figure(level.cosine()));
        }
        return String.format(
                        Locale.ROOT,
                        "machines of %d training clips of %s against the network, medians of %d%n%n",
                        clips,
                        corpus,
                        seeds)
                + seen
                + System.lineSeparator()
                + table
                + System.lineSeparator()
                + conclusion()
                + System.lineSeparator();
    }

    private static String figure(double value) {
        return TextTable.figure("%.3f", Double.isFinite(value) ? (Double) value : null);
    }

    /** Which machine the network's samples resemble most, in a sentence. */
    public String conclusion() {
        Row best = rows.stream()
                .filter(row -> row.sigma() == null && Double.isFinite(row.heardR()))
                .max(Comparator.comparingDouble(Row::heardR))
                .orElse(null);
        return best == null
                ? "No sample of the network is heard, so there is nothing to resemble."
                : String.format(
                        Locale.ROOT,
                        "From the same noise, what is heard of the network's samples is most like those of the machine"
                                + " \"%s\": r = %.2f, R² = %.2f.",
                        best.machine(),
                        best.heardR(),
                        best.heardExplained());
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("machine", "sigma", "r", "r2", "r_heard", "r2_heard");
        for (Row row : rows) {
            table.row(
                    row.machine(),
                    row.sigma() == null ? "sample" : row.sigma(),
                    row.r(),
                    row.explained(),
                    row.heardR(),
                    row.heardExplained());
        }
        return table.toString();
    }
}

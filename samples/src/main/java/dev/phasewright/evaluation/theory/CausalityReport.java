package dev.phasewright.evaluation.theory;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.theory.causality.CausalityMatrix;
import dev.phasewright.theory.causality.CausalityMatrix.Level;
import dev.phasewright.theory.causality.CausalityMatrix.Shares;
import java.util.Locale;

/**
 * The result of {@code phasewright study causality}, as it is stored and printed.
 *
 * @param model whose denoiser it is
 * @param corpus whose clips it was measured on
 * @param matrix what was found
 */
public record CausalityReport(String model, String corpus, CausalityMatrix matrix) {
    /** The table and the sentence, for people. */
    public String table() {
        TextTable table = new TextTable()
                .left("σ", 8)
                .right("stays in its octave", 20)
                .right("goes up", 9)
                .right("goes down", 10)
                .right("from drowned", 13)
                .right("(Wiener)", 9)
                .rest("drowned octaves, of half cycles");
        for (Level level : matrix.levels()) {
            Shares shares = matrix.shares(level);
            table.row(
                    String.format(Locale.ROOT, "%.3g", level.sigma()),
                    percent(shares.same()),
                    percent(shares.upward()),
                    percent(shares.downward()),
                    percent(shares.drowned()),
                    percent(shares.drownedNull()),
                    drowned(level));
        }
        return String.format(
                        Locale.ROOT,
                        "%s on %d clips of %s: where the answer to white noise comes from%n%n",
                        model,
                        matrix.clips(),
                        corpus)
                + table
                + System.lineSeparator()
                + conclusion()
                + System.lineSeparator();
    }

    private String drowned(Level level) {
        int first = matrix.bands().size();
        while (first > 0 && CausalityMatrix.isDrowned(level, first - 1)) {
            first--;
        }
        return first == matrix.bands().size()
                ? "none"
                : "from " + matrix.bands().get(first) + " on";
    }

    /** What the matrix says of autoregression, in a sentence. */
    public String conclusion() {
        Shares all = matrix.shares();
        return String.format(
                Locale.ROOT,
                "Of what the network answers to white noise, on average over the levels, %s stays in its octave (Wiener's filter: all),"
                        + " %s is lower octaves that move higher ones, as autoregression has it, and %s higher ones that"
                        + " move lower ones, which it forbids; octaves drowned ten times over answer with %s of it"
                        + " (Wiener's filter: %s, autoregression: nothing).",
                percent(all.same()),
                percent(all.upward()),
                percent(all.downward()),
                percent(all.drowned()),
                percent(all.drownedNull()));
    }

    private static String percent(double share) {
        return TextTable.percent("%.1f", share);
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("sigma", "answer", "question", "gain", "wiener", "variance", "coefficients");
        for (Level level : matrix.levels()) {
            for (int to = 0; to < matrix.bands().size(); to++) {
                for (int from = 0; from < matrix.bands().size(); from++) {
                    table.row(
                            level.sigma(),
                            matrix.bands().get(to),
                            matrix.bands().get(from),
                            level.gains().get(to).get(from),
                            to == from ? level.wiener().get(to) : 0.0,
                            level.variance().get(from),
                            matrix.sizes().get(from));
                }
            }
        }
        return table.toString();
    }
}

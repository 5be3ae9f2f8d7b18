package dev.phasewright.evaluation.transfer;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What beginnings are worth: the result of {@code phasewright study transfer}.
 *
 * @param corpus that was learned
 * @param before updates of each beginning
 * @param updates on the corpus
 * @param seeds trainings of each kind
 * @param rows for each number of clips, that which began with nothing first
 */
public record TransferReport(String corpus, long before, long updates, int seeds, List<Row> rows) {
    /**
     * Trainings from one beginning on as many clips.
     *
     * @param beginning what it began with
     * @param clips that it learned from
     * @param losses on held-out clips by updates, one for each seed
     */
    public record Row(String beginning, int clips, List<Map<Long, Double>> losses) {
        /** The mean loss by updates. */
        Map<Long, Double> mean() {
            Map<Long, Double> mean = new TreeMap<>();
            losses.get(0)
                    .keySet()
                    .forEach(update -> mean.put(
                            update,
                            losses.stream()
                                    .mapToDouble(curve -> curve.get(update))
                                    .average()
                                    .orElseThrow()));
            return mean;
        }

        /** The lowest of the mean losses. */
        double best() {
            return mean().values().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        }

        /** The updates after which the mean loss is at most this, between looks by a straight line; NaN if it never is. */
        double updatesTo(double loss) {
            double lastUpdate = 0;
            double lastLoss = Double.NaN;
            for (Map.Entry<Long, Double> look : mean().entrySet()) {
                double now = look.getValue();
                if (now <= loss) {
                    return Double.isNaN(lastLoss)
                            ? look.getKey()
                            : lastUpdate + (look.getKey() - lastUpdate) * (lastLoss - loss) / (lastLoss - now);
                }
                lastUpdate = look.getKey();
                lastLoss = now;
            }
            return Double.NaN;
        }
    }

    /** That of so many clips that began with nothing. */
    private Row scratch(int clips) {
        return rows.stream().filter(row -> row.clips == clips).findFirst().orElseThrow();
    }

    /** The table, for people. */
    public String table() {
        TextTable table = new TextTable().left("begun with", 24).right("clips", 6);
        List<Long> looks = new ArrayList<>(rows.get(0).mean().keySet());
        looks.forEach(look -> table.right("loss@" + look, 10));
        table.right("best", 7).right("updates to nothing's best", 26).right("times fewer", 13);
        for (Row row : rows) {
            Row scratch = scratch(row.clips);
            List<Object> cells = new ArrayList<>(List.of(row.beginning, row.clips));
            row.mean().values().forEach(loss -> cells.add(TextTable.figure("%.3f", loss)));
            double needed = row.updatesTo(scratch.best());
            // It may have been as good before anybody looked.
            boolean first = needed <= looks.get(0);
            cells.add(TextTable.figure("%.3f", row.best()));
            cells.add(Double.isNaN(needed) ? "never" : (first ? "at most " : "") + TextTable.figure("%.0f", needed));
            double times = scratch.updatesTo(scratch.best()) / needed;
            cells.add((first ? "at least " : "") + TextTable.figure("%.1f", times));
            table.row(cells.toArray());
        }
        return String.format(
                        Locale.ROOT,
                        "learning %s from few clips, from several beginnings of %d updates each: loss on held-out clips, of"
                                + " variance 1, means of %d seeds%n%n",
                        corpus,
                        before,
                        seeds)
                + table;
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("beginning", "clips", "seed", "updates", "loss");
        for (Row row : rows) {
            for (int seed = 0; seed < row.losses.size(); seed++) {
                for (Map.Entry<Long, Double> look : new TreeMap<>(row.losses.get(seed)).entrySet()) {
                    table.row(row.beginning, row.clips, seed + 1, look.getKey(), look.getValue());
                }
            }
        }
        return table.toString();
    }
}

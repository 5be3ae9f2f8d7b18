package dev.phasewright.evaluation.sound;

import static dev.phasewright.evaluation.TextTable.interval;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.judge.Interval;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What sets of sounds are against each other, and what each is like.
 *
 * @param comparisons the first of which is of real sounds of other speakers: what distances are divided by
 * @param descriptors a set each
 * @param voices how many voices some sets have; none if no judge knows
 */
public record SoundReport(List<Comparison> comparisons, List<DescriptorRow> descriptors, List<VoiceCount> voices) {
    private static final double PER_THOUSAND = 1000;
    private static final double PERCENT = 100;
    private static final String NONE = "–";
    private static final int LABEL = 68;

    /** The tables, for people. */
    public String table() {
        Comparison real = comparisons.get(0);
        StringBuilder text = new StringBuilder();
        text.append(table(
                "kernel distance × 1000",
                28,
                List.copyOf(real.kernel().keySet()),
                comparison -> comparison.kernel(),
                (name, interval) -> interval("%.1f", interval.times(PER_THOUSAND))));
        text.append(table(
                "Fréchet, infinite clips",
                42,
                List.copyOf(real.frechet().keySet()),
                comparison -> comparison.frechet(),
                (name, interval) -> interval("%.2f", interval)
                        + ratio(interval, real.frechet().get(name))));
        text.append(table(
                "told apart, %",
                28,
                List.copyOf(real.toldApart().keySet()),
                comparison -> comparison.toldApart(),
                (name, interval) -> interval("%.1f", interval.times(PERCENT))));
        return text.append(descriptorTable()).append(voiceTable()).toString();
    }

    /** Makes the cell of a figure. */
    private interface Cell {
        String of(String name, Interval interval);
    }

    private String table(
            String heading,
            int width,
            List<String> names,
            Function<Comparison, Map<String, Interval>> figures,
            Cell cell) {
        if (names.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable().left(heading, LABEL);
        names.forEach(name -> table.right(name, width));
        table.right("clips", 6).right("groups", 6);
        for (Comparison row : comparisons) {
            Map<String, Interval> found = figures.apply(row);
            Object[] cells = new Object[names.size() + 3];
            cells[0] = row.clips() + " against " + row.against();
            for (int i = 0; i < names.size(); i++) {
                Interval interval = found.get(names.get(i));
                cells[i + 1] = interval == null ? NONE : cell.of(names.get(i), interval);
            }
            Interval any = found.values().stream().findFirst().orElse(null);
            cells[names.size() + 1] = any == null ? NONE : any.clips();
            cells[names.size() + 2] = any == null ? NONE : any.groups();
            table.row(cells);
        }
        return System.lineSeparator() + table;
    }

    private String descriptorTable() {
        TextTable table = new TextTable().left("medians", 34);
        descriptors.forEach(row -> table.right(row.clips(), 28));
        for (String name : DescriptorRow.names()) {
            Object[] cells = new Object[descriptors.size() + 1];
            cells[0] = name;
            for (int i = 0; i < descriptors.size(); i++) {
                Interval interval = descriptors.get(i).medians().get(name);
                cells[i + 1] = interval("%.1f", interval);
            }
            table.row(cells);
        }
        Object[] broken = new Object[descriptors.size() + 1];
        broken[0] = "in pieces, % of clips";
        for (int i = 0; i < descriptors.size(); i++) {
            broken[i + 1] = interval("%.1f", descriptors.get(i).broken().times(100));
        }
        table.row(broken);
        return System.lineSeparator() + table;
    }

    private String voiceTable() {
        if (voices.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable()
                .left("voices", LABEL)
                .right("effective number", 28)
                .right("ratio", 28)
                .right("sure", 6)
                .right("clips", 6);
        for (VoiceCount row : voices) {
            table.row(
                    row.clips(),
                    interval("%.1f", row.number()),
                    interval("%.2f", row.ratio()),
                    TextTable.percent("%.0f", row.sure()),
                    row.number().clips());
        }
        return System.lineSeparator() + table;
    }

    /** How many times what real clips of other speakers are apart; nothing where these are not apart. */
    private static String ratio(Interval interval, @Nullable Interval real) {
        return real == null || real.estimate() <= 0 ? "" : " = " + interval("%.1f", interval.dividedBy(real)) + " ×";
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("clips", "against", "measure", "estimate", "low", "high", "number", "groups");
        for (Comparison row : comparisons) {
            row.kernel().forEach((name, i) -> line(table, row, "kernel distance: " + name, i));
            row.frechet().forEach((name, i) -> {
                line(table, row, "Fréchet distance: " + name, i);
                Interval real = comparisons.get(0).frechet().get(name);
                if (real != null && real.estimate() > 0) {
                    line(table, row, "Fréchet ratio: " + name, i.dividedBy(real));
                }
            });
            row.toldApart().forEach((name, i) -> line(table, row, "told apart: " + name, i));
        }
        for (DescriptorRow row : descriptors) {
            row.medians().forEach((name, i) -> line(table, row.clips(), "", "median " + name, i));
            line(table, row.clips(), "", "share in pieces", row.broken());
        }
        for (VoiceCount row : voices) {
            line(table, row.clips(), "", "effective number of voices", row.number());
        }
        return table.toString();
    }

    private static void line(CsvTable table, Comparison row, String measure, Interval i) {
        line(table, row.clips(), row.against(), measure, i);
    }

    private static void line(CsvTable table, String clips, String against, String measure, Interval i) {
        table.row(clips, against, measure, i.estimate(), i.low(), i.high(), i.clips(), i.groups());
    }
}

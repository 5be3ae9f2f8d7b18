package dev.phasewright.evaluation;

import dev.phasewright.judge.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table for people: columns of a fixed width under their headings, names to the left and figures to the right. */
public final class TextTable {
    private static final String MISSING = "–";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A column; the pattern has the space before it, too. */
    private record Column(String heading, String pattern) {}

    /** Adds a column whose cells begin at the left. */
    public TextTable left(String heading, int width) {
        return column(heading, "%-" + width + "s");
    }

    /** Adds a column whose cells end at the right. */
    public TextTable right(String heading, int width) {
        return column(heading, "%" + width + "s");
    }

    /** Adds a last column of any width. */
    public TextTable rest(String heading) {
        return column(heading, "  %s");
    }

    private TextTable column(String heading, String pattern) {
        columns.add(new Column(heading, (columns.isEmpty() ? "" : " ") + pattern));
        return this;
    }

    /** Adds a row; columns for which there is no cell stay empty. */
    public TextTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
        return this;
    }

    /** A figure as a cell, formatted as {@link String#format} does; a dash if it was not measured, which null and NaN say. */
    public static String figure(String format, Double value) {
        return value == null || value.isNaN() ? MISSING : String.format(Locale.ROOT, format, value);
    }

    /** A share from 0 to 1 in per cent, as {@link #figure}. */
    public static String percent(String format, Double share) {
        return figure(format + " %%", share == null ? null : (Double) (100 * share));
    }

    /** A figure with the interval that chance leaves it, each formatted alike; a dash if there is none. */
    public static String interval(String format, @Nullable Interval interval) {
        if (interval == null) {
            return MISSING;
        }
        String cell = String.format(
                Locale.ROOT,
                format + " (" + format + "…" + format + ")",
                interval.estimate(),
                interval.low(),
                interval.high());
        return cell.replace("Infinity", "∞");
    }

    /** Heading and rows, a line each. */
    @Override
    public String toString() {
        String lines = rows.stream().map(this::line).collect(Collectors.joining());
        return line(columns.stream().map(Column::heading).toList()) + lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(String.format(Locale.ROOT, columns.get(i).pattern, cells.get(i)));
        }
        return line.append(System.lineSeparator()).toString();
    }
}

package dev.phasewright.evaluation.stroke;

import static dev.phasewright.evaluation.TextTable.interval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.judge.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counts in strokes on drums: how they begin, how bright hats and cymbals are, and whether knobs turn what they say.
 *
 * @param strokes a set each, real ones first
 * @param keptUnasked the share of generated strokes whose class the judge confirms where no knob is asked for, 0 to 1;
 *     null if it does not know their classes
 * @param knobs a knob each
 */
public record StrokeReport(
        List<StrokeRow> strokes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double keptUnasked,
        List<KnobRow> knobs) {

    /**
     * A set of strokes.
     *
     * @param clips which
     * @param medians by name and unit, over strokes of the classes that are named
     */
    public record StrokeRow(String clips, Map<String, Interval> medians) {}

    /**
     * A knob, asked for alone at percentiles from 0 to 100, all classes in turn.
     *
     * @param knob which
     * @param correlation of the ranks of what was asked for and what came, both as percentiles of the class
     * @param kept the share of strokes whose class the judge confirms, 0 to 1; null if it does not know their classes
     */
    public record KnobRow(
            String knob, Interval correlation, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double kept) {}

    /** The tables, for people. */
    public String table() {
        TextTable medians = new TextTable().left("strokes, medians", 34);
        strokes.forEach(row -> medians.right(row.clips, 28));
        for (StrokeFigure figure : StrokeFigure.values()) {
            List<@Nullable Interval> found =
                    strokes.stream().map(row -> row.medians.get(figure.label())).toList();
            if (found.stream().anyMatch(median -> median != null)) {
                medians.row(cells(figure.label(), found));
            }
        }
        TextTable turned = new TextTable()
                .left("knobs", 34)
                .right("rank correlation", 28)
                .right("class kept", 12)
                .right("clips", 6);
        for (KnobRow row : knobs) {
            turned.row(
                    row.knob,
                    interval("%.2f", row.correlation),
                    TextTable.percent("%.1f", row.kept),
                    row.correlation.clips());
        }
        turned.row("none", interval("%.2f", null), TextTable.percent("%.1f", keptUnasked));
        return System.lineSeparator() + medians + System.lineSeparator() + turned;
    }

    private static Object[] cells(String label, List<@Nullable Interval> found) {
        Object[] cells = new Object[found.size() + 1];
        Arrays.setAll(cells, i -> i == 0 ? label : interval("%.1f", found.get(i - 1)));
        return cells;
    }
}

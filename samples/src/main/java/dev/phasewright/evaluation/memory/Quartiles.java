package dev.phasewright.evaluation.memory;

import dev.phasewright.evaluation.TextTable;
import java.util.Arrays;

/**
 * The middle of some figures and half of them around it.
 *
 * @param low a quarter of them are below
 * @param median half of them are below; not a number, as the others, if there were none
 * @param high three quarters of them are below
 */
public record Quartiles(double low, double median, double high) {
    /** Of those that are finite. */
    static Quartiles of(double... figures) {
        double[] sorted =
                Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    private static double at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** As a cell of a table, such as "0.50 (0.25 – 0.75)". */
    String told(String format) {
        return Double.isNaN(median)
                ? TextTable.figure(format, median)
                : TextTable.figure(format, median) + " (" + TextTable.figure(format, low) + " – "
                        + TextTable.figure(format, high) + ")";
    }
}

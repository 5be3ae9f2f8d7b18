package dev.phasewright.bench;

import java.util.List;

/** The value in the middle, which a few disturbed measurements do not move. */
final class Median {
    private Median() {}

    /** Of at least one value; of an even number, the mean of the two in the middle. */
    static double of(List<Double> values) {
        return org.apache.commons.statistics.descriptive.Median.withDefaults()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}

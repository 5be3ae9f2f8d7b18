package dev.phasewright.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/** The value in the middle, which a few disturbed measurements do not move. */
final class Median {
    private Median() {}

    static double of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return DoubleStream.of(sorted[sorted.length / 2], sorted[(sorted.length - 1) / 2])
                .average()
                .orElseThrow();
    }
}

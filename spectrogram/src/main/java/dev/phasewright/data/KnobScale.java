package dev.phasewright.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Something that can be asked of a sound by degrees, such as its brightness: 0 is the least and 100 the most that was heard
 * of its class. The scale is each class's own, so that "a bright kick" is one among kicks and class and knob can be asked
 * for apart.
 *
 * @param name what it is called
 * @param unit in what its figures are
 * @param scales the figures that were learned from: one scale for each class, or the only one of a model without classes
 */
public record KnobScale(String name, String unit, List<PercentileScale> scales) {
    private static final int MOST = 100;
    private static final int NOT_ASKED = -1;

    /** @throws IllegalArgumentException if there is no scale */
    public KnobScale {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        scales = List.copyOf(scales);
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("the knob " + name + " has no scale");
        }
    }

    /**
     * The scales of the figures of a data set. A class of which no figure is known has the scale of all.
     *
     * @param knob which of the data's {@link Measures}, from 0
     * @throws IllegalArgumentException if there is not one figure
     */
    public static KnobScale of(LogMelDataset data, int knob) {
        PercentileScale all = scale(data, knob, IntStream.range(0, data.size()));
        List<PercentileScale> scales = new ArrayList<>();
        for (int c = 0; c < data.classes().size(); c++) {
            int name = c;
            boolean known = IntStream.range(0, data.size())
                    .anyMatch(i -> data.classOf(i) == name && Double.isFinite(data.figureOf(i, knob)));
            scales.add(
                    known
                            ? scale(data, knob, IntStream.range(0, data.size()).filter(i -> data.classOf(i) == name))
                            : all);
        }
        Measures measures = data.measures();
        return new KnobScale(
                measures.names().get(knob), measures.units().get(knob), scales.isEmpty() ? List.of(all) : scales);
    }

    /**
     * What is asked by name, in the order of knobs.
     *
     * @param asked percentiles by the names of knobs
     * @return one for each knob; −1 for one that is not named
     * @throws IllegalArgumentException if there is no such knob, or a percentile is not from 0 to 100
     */
    public static double[] percentiles(List<KnobScale> knobs, Map<String, Double> asked) {
        List<String> names = knobs.stream().map(KnobScale::name).toList();
        asked.forEach((name, percentile) -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("the model cannot be asked for " + name + "; "
                        + (names.isEmpty() ? "it has no knobs" : "its knobs are " + String.join(", ", names)));
            }
            requirePercentile(name, percentile);
        });
        return names.stream()
                .mapToDouble(name -> asked.getOrDefault(name, (double) NOT_ASKED))
                .toArray();
    }

    /**
     * Refuses what is no percentile.
     *
     * @param name of the knob, for the message
     * @throws IllegalArgumentException if it is not from 0 to 100
     */
    public static void requirePercentile(String name, double percentile) {
        if (!(percentile >= 0 && percentile <= MOST)) {
            throw new IllegalArgumentException(name + " is from 0 to " + MOST + ", not " + percentile);
        }
    }

    /**
     * Where the figures of a recording lie.
     *
     * @param data measured by these knobs, in their order
     * @param item which of the recordings
     * @return a percentile for each knob; −1 where there is no figure
     */
    public static double[] percentiles(List<KnobScale> knobs, LogMelDataset data, int item) {
        return IntStream.range(0, knobs.size())
                .mapToDouble(k -> knobs.get(k).percentile(data.classOf(item), data.figureOf(item, k)))
                .map(percentile -> Double.isNaN(percentile) ? NOT_ASKED : percentile)
                .toArray();
    }

    /**
     * Refuses a model of other classes.
     *
     * @throws IllegalArgumentException if there is not a scale for each class, or one if there are none
     */
    public void requireClasses(int classes) {
        if (scales.size() != Math.max(1, classes)) {
            throw new IllegalArgumentException(
                    "the knob " + name + " has " + scales.size() + " scales for " + classes + " classes");
        }
    }

    private static PercentileScale scale(LogMelDataset data, int knob, IntStream items) {
        return PercentileScale.of(items.mapToDouble(i -> data.figureOf(i, knob)).toArray());
    }

    /** Knobs for more classes, the new ones sharing the scale of the last. */
    public static List<KnobScale> grown(List<KnobScale> knobs, int classes) {
        return knobs.stream().map(knob -> knob.grown(classes)).toList();
    }

    private KnobScale grown(int classes) {
        List<PercentileScale> all = new ArrayList<>(scales);
        while (all.size() < classes) {
            all.add(scales.get(scales.size() - 1));
        }
        return new KnobScale(name, unit, all);
    }

    /**
     * Refuses data of other knobs.
     *
     * @throws IllegalArgumentException if data were not measured by these knobs, and no others
     */
    public static void requireMeasured(List<KnobScale> knobs, LogMelDataset data) {
        List<String> names = knobs.stream().map(KnobScale::name).toList();
        if (!names.isEmpty() && !names.equals(data.measures().names())) {
            throw new IllegalArgumentException("the model's knobs are " + names + ", measured were "
                    + data.measures().names());
        }
    }

    /** The scale of a class; of the first of all where none is named. */
    public PercentileScale of(int classIndex) {
        return scales.get(Math.max(0, Math.min(classIndex, scales.size() - 1)));
    }

    /** The percentile of a figure among those of a class, 0 to 100; NaN of NaN. */
    public double percentile(int classIndex, double figure) {
        return of(classIndex).percentile(figure);
    }
}

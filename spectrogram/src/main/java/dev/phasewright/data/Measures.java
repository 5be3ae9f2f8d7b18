package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import java.util.List;
import java.util.function.Function;

/**
 * What is measured on recordings beside their features.
 *
 * @param names what each figure is called; none if nothing is measured
 * @param units in what each is
 * @param measure the figures of one sound, in this order; NaN where it has none
 */
public record Measures(List<String> names, List<String> units, Function<Audio, double[]> measure) {
    /** Nothing is measured. */
    public static final Measures NONE = new Measures(List.of(), List.of(), audio -> new double[0]);

    /** @throws IllegalArgumentException if there are not as many names as units */
    public Measures {
        names = List.copyOf(names);
        units = List.copyOf(units);
        if (names.size() != units.size()) {
            throw new IllegalArgumentException(names.size() + " figures in " + units.size() + " units");
        }
    }
}

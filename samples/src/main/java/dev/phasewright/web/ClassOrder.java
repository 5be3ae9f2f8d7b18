package dev.phasewright.web;

import dev.phasewright.midi.GeneralMidi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which people expect classes: digits as one counts, instruments by their families as General MIDI counts them,
 * from the piano on, all others as the model has them, by the alphabet.
 */
public final class ClassOrder {
    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private ClassOrder() {}

    /**
     * The classes' indices in their natural order.
     *
     * @param classes as the model has them, each once
     */
    public static List<Integer> of(List<String> classes) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, classes.size()).boxed().toList());
        if (new HashSet<>(DIGITS).containsAll(classes)) {
            order.sort(Comparator.comparingInt(index -> DIGITS.indexOf(classes.get(index))));
        } else if (classes.stream().allMatch(name -> GeneralMidi.program(name).isPresent())) {
            order.sort(Comparator.comparingInt(
                    index -> GeneralMidi.program(classes.get(index)).orElseThrow()));
        }
        return List.copyOf(order);
    }

    /** The classes themselves in their natural order. */
    public static List<String> names(List<String> classes) {
        return of(classes).stream().map(classes::get).toList();
    }
}

package dev.phasewright.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which people expect classes: digits as one counts, all others as the model has them, by the alphabet. */
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
        }
        return List.copyOf(order);
    }

    /** The classes themselves in their natural order. */
    public static List<String> names(List<String> classes) {
        return of(classes).stream().map(classes::get).toList();
    }
}

package dev.phasewright.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of many, spread evenly over all and the same each time: recordings are sorted by class, so that the first of them
 * would be of one class only.
 */
public final class Spread {
    private Spread() {}

    /**
     * Places, ascending from 0 on.
     *
     * @param size how many there are, not negative
     * @param most of so many at most, not negative; where there are no more, all are meant
     */
    public static int[] over(int size, int most) {
        int taken = Math.min(most, size);
        return IntStream.range(0, taken)
                .map(i -> (int) ((long) i * size / taken))
                .toArray();
    }

    /** Those of a list at these places, in their order. */
    public static <T> List<T> over(List<T> all, int most) {
        return Arrays.stream(over(all.size(), most)).mapToObj(all::get).toList();
    }
}

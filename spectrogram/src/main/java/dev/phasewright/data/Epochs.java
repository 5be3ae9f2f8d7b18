package dev.phasewright.data;

import dev.phasewright.random.Seeds;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The endless sequence of shuffled epochs in which training visits its recordings: each epoch has every item once, in
 * an order that follows from the seed and the epoch's number alone. Not for use by several threads.
 */
public final class Epochs {
    private final int size;
    private final long seed;
    private int[] order = {};
    private long orderEpoch = -1;

    /**
     * A sequence over so many items.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Epochs(int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("there is nothing to learn from");
        }
        this.size = size;
        this.seed = seed;
    }

    /** The number of items. */
    public int size() {
        return size;
    }

    /** The item at a place in the sequence, counted from 0. Quick where places are asked for in order. */
    public int itemAt(long place) {
        long epoch = place / size;
        if (epoch != orderEpoch) {
            RandomGenerator random = Seeds.stream(seed, "order", epoch);
            order = IntStream.range(0, size).toArray();
            for (int i = size - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            orderEpoch = epoch;
        }
        return order[(int) (place % size)];
    }
}

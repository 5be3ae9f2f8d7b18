package dev.phasewright.spectrogram.diffusion;

import java.util.Arrays;

/** What each item of a batch is asked to be: the index of its class, or {@link #NONE} for anything. */
public final class Condition {
    /** The class index that stands for no class: the unconditional model. */
    public static final int NONE = -1;

    private final int[] classes;

    private Condition(int[] classes) {
        this.classes = classes;
    }

    /**
     * One class index for each item of the batch.
     *
     * @throws IllegalArgumentException if the batch is empty or an index is below {@link #NONE}
     */
    public static Condition of(int... classes) {
        if (classes.length == 0) {
            throw new IllegalArgumentException("a condition needs at least one item");
        }
        for (int c : classes) {
            if (c < NONE) {
                throw new IllegalArgumentException("class index " + c + " is below " + NONE);
            }
        }
        return new Condition(classes.clone());
    }

    /** No class for any of {@code batch} items. */
    public static Condition none(int batch) {
        int[] classes = new int[batch];
        Arrays.fill(classes, NONE);
        return of(classes);
    }

    /**
     * Some of the items, in this order, any of them as often as it is named.
     *
     * @param items their places
     * @throws IndexOutOfBoundsException if there is no such item
     * @throws IllegalArgumentException if none is named
     */
    public Condition select(int... items) {
        return of(Arrays.stream(items).map(i -> classes[i]).toArray());
    }

    /** The number of items. */
    public int batch() {
        return classes.length;
    }

    /** The class index of one item, or {@link #NONE}. */
    public int classOf(int item) {
        return classes[item];
    }

    /** A copy of all class indices. */
    public int[] toArray() {
        return classes.clone();
    }
}

package dev.phasewright.diffusion;

import dev.phasewright.data.PitchRange;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What each item of a batch is asked to be: the index of its class and, of models of single notes, its pitch as MIDI
 * counts; {@link #NONE} of either for anything.
 */
public final class Condition {
    /** The class index that stands for no class, and the pitch for none: the unconditional model. */
    public static final int NONE = -1;

    private final int[] classes;
    private final int[] pitches;

    private Condition(int[] classes, int[] pitches) {
        this.classes = classes;
        this.pitches = pitches;
    }

    /**
     * One class index for each item of the batch, and no pitch.
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
        return new Condition(classes.clone(), nothing(classes.length));
    }

    /** No class and no pitch for any of {@code batch} items. */
    public static Condition none(int batch) {
        return of(nothing(batch));
    }

    private static int[] nothing(int batch) {
        int[] none = new int[batch];
        Arrays.fill(none, NONE);
        return none;
    }

    /**
     * The same classes with pitches.
     *
     * @param pitches as MIDI counts, 60 for middle C, or {@link #NONE}; one for each item
     * @throws IllegalArgumentException if there are not as many as items or one is below {@link #NONE}
     */
    public Condition withPitches(int... pitches) {
        if (pitches.length != batch()) {
            throw new IllegalArgumentException(pitches.length + " pitches for " + batch() + " items");
        }
        for (int p : pitches) {
            if (p < NONE) {
                throw new IllegalArgumentException("pitch " + p + " is below " + NONE);
            }
        }
        return new Condition(classes, pitches.clone());
    }

    /** The items of this condition and after them those of another. */
    public Condition concat(Condition other) {
        return new Condition(joined(classes, other.classes), joined(pitches, other.pitches));
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** What is asked of one item. */
    public Condition item(int place) {
        return select(place);
    }

    /**
     * All that is asked, item by item.
     *
     * @throws java.util.NoSuchElementException if there are no items
     */
    public static Condition concat(List<Condition> conditions) {
        return conditions.stream().reduce(Condition::concat).orElseThrow();
    }

    /**
     * Anything that a network can be asked for, all classes and pitches being as likely.
     *
     * @param classes how many it knows
     * @param pitches those it knows
     * @param batch how many items
     */
    public static Condition any(int classes, PitchRange pitches, int batch, RandomGenerator random) {
        int[] drawn = new int[batch];
        Arrays.setAll(drawn, i -> classes == 0 ? NONE : random.nextInt(classes));
        return of(drawn).withAnyPitches(pitches, random);
    }

    /** The same classes with pitches of a range, all being as likely; with none if it is empty. */
    public Condition withAnyPitches(PitchRange range, RandomGenerator random) {
        int[] drawn = new int[batch()];
        Arrays.setAll(drawn, i -> range.isEmpty() ? NONE : range.lowest() + random.nextInt(range.count()));
        return withPitches(drawn);
    }

    /**
     * Some of the items, in this order, any of them as often as it is named.
     *
     * @param items their places
     * @throws IndexOutOfBoundsException if there is no such item
     * @throws IllegalArgumentException if none is named
     */
    public Condition select(int... items) {
        return of(Arrays.stream(items).map(i -> classes[i]).toArray())
                .withPitches(Arrays.stream(items).map(i -> pitches[i]).toArray());
    }

    /** The number of items. */
    public int batch() {
        return classes.length;
    }

    /** The class index of one item, or {@link #NONE}. */
    public int classOf(int item) {
        return classes[item];
    }

    /** The pitch of one item as MIDI counts, or {@link #NONE}. */
    public int pitchOf(int item) {
        return pitches[item];
    }

    /** Whether nothing is asked of an item. */
    public boolean asksNothing(int item) {
        return classes[item] == NONE && pitches[item] == NONE;
    }

    /** Whether a pitch is asked of any item. */
    public boolean hasPitch() {
        return Arrays.stream(pitches).anyMatch(p -> p != NONE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition c && Arrays.equals(classes, c.classes) && Arrays.equals(pitches, c.pitches);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classes) + Arrays.hashCode(pitches);
    }

    /** A copy of all class indices. */
    public int[] toArray() {
        return classes.clone();
    }
}

package dev.phasewright.diffusion;

import dev.phasewright.data.PitchRange;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What each item of a batch is asked to be: the index of its class, of models of single notes its pitch as MIDI counts, and
 * of models with knobs the percentile, 0 to 100, of each; {@link #NONE} of any of them for anything.
 */
public final class Condition {
    /** The class index that stands for no class, the pitch for none and the knob for none: the unconditional model. */
    public static final int NONE = -1;

    private static final int MOST = 100;

    private final int[] classes;
    private final int[] pitches;
    /** Those of each item; behind the last that is stored, nothing is asked. */
    private final double[][] knobs;

    private Condition(int[] classes, int[] pitches, double[][] knobs) {
        this.classes = classes;
        this.pitches = pitches;
        this.knobs = knobs;
    }

    /**
     * One class index for each item of the batch, no pitch and no knob.
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
        return new Condition(classes.clone(), nothing(classes.length), new double[classes.length][0]);
    }

    /** No class, no pitch and no knob for any of {@code batch} items. */
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
        return new Condition(classes, pitches.clone(), knobs);
    }

    /**
     * The same classes and pitches, with the same knobs for all items.
     *
     * @param percentiles 0 to 100, or {@link #NONE}, in the order in which the model has its knobs
     * @throws IllegalArgumentException if one is out of its range
     */
    public Condition withKnobs(double... percentiles) {
        int asked = 0;
        for (int i = 0; i < percentiles.length; i++) {
            if (percentiles[i] != NONE && !(percentiles[i] >= 0 && percentiles[i] <= MOST)) {
                throw new IllegalArgumentException("a knob is from 0 to " + MOST + ", not " + percentiles[i]);
            }
            asked = percentiles[i] == NONE ? asked : i + 1;
        }
        double[][] all = new double[batch()][];
        Arrays.fill(all, Arrays.copyOf(percentiles, asked));
        return new Condition(classes, pitches, all);
    }

    /** The items of this condition and after them those of another. */
    public Condition concat(Condition other) {
        double[][] both = Arrays.copyOf(knobs, batch() + other.batch());
        System.arraycopy(other.knobs, 0, both, batch(), other.batch());
        return new Condition(joined(classes, other.classes), joined(pitches, other.pitches), both);
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
     * The same with knobs of each item, each of them asked for every other time, all percentiles being as likely.
     *
     * @param count how many knobs there are; nothing is drawn if there are none
     */
    public Condition withAnyKnobs(int count, RandomGenerator random) {
        if (count == 0) {
            return this;
        }
        return concat(IntStream.range(0, batch())
                .mapToObj(i -> item(i).withKnobs(random.doubles(count)
                        .map(chance -> chance < 0.5 ? NONE : (2 * chance - 1) * MOST)
                        .toArray()))
                .toList());
    }

    /**
     * Some of the items, in this order, any of them as often as it is named.
     *
     * @param items their places
     * @throws IndexOutOfBoundsException if there is no such item
     * @throws IllegalArgumentException if none is named
     */
    public Condition select(int... items) {
        Condition some = of(Arrays.stream(items).map(i -> classes[i]).toArray())
                .withPitches(Arrays.stream(items).map(i -> pitches[i]).toArray());
        return new Condition(
                some.classes,
                some.pitches,
                Arrays.stream(items).mapToObj(i -> knobs[i]).toArray(double[][]::new));
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

    /** The percentile of one item's knob, counted from 0, or {@link #NONE}. */
    public double knobOf(int item, int knob) {
        return knob < knobs[item].length ? knobs[item][knob] : NONE;
    }

    /** Whether nothing is asked of an item. */
    public boolean asksNothing(int item) {
        return classes[item] == NONE && pitches[item] == NONE && knobs[item].length == 0;
    }

    /** Whether a pitch is asked of any item. */
    public boolean hasPitch() {
        return Arrays.stream(pitches).anyMatch(p -> p != NONE);
    }

    /** How many knobs a model must have to be asked this. */
    public int knobs() {
        return Arrays.stream(knobs).mapToInt(own -> own.length).max().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition c
                && Arrays.equals(classes, c.classes)
                && Arrays.equals(pitches, c.pitches)
                && Arrays.deepEquals(knobs, c.knobs);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(classes) + Arrays.hashCode(pitches)) + Arrays.deepHashCode(knobs);
    }

    /** A copy of all class indices. */
    public int[] toArray() {
        return classes.clone();
    }
}

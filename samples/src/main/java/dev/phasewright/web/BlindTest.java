package dev.phasewright.web;

import java.util.List;

/**
 * A blind test that a page offers.
 *
 * @param id its name in results: lower-case letters, digits and dashes
 * @param kind how it is done
 * @param name its heading
 * @param about what it asks, without saying what to expect
 * @param trials of ABX, fixed before the first; 0 for MUSHRA, which has one for each item
 * @param items what is compared: of ABX one, with two stimuli; of MUSHRA several, of which the first stimulus of each is
 *     the reference
 */
public record BlindTest(String id, ListeningResult.Kind kind, String name, String about, int trials, List<Item> items) {

    /** What results call the version that ends at 3.5 kHz, which a test after ITU-R BS.1534 hides as its low anchor. */
    public static final String ANCHOR = "3.5 kHz anchor";

    /** Ten right answers of so many happen to one guesser in fifty. */
    private static final int TRIALS = 12;

    /**
     * A sound in several conditions.
     *
     * @param name of the sound
     * @param stimuli its conditions; all of the same length
     */
    public record Item(String name, List<Stimulus> stimuli) {
        /** Keeps a copy of the list. */
        public Item {
            stimuli = List.copyOf(stimuli);
        }
    }

    /**
     * One condition.
     *
     * @param condition what it is called in results
     * @param sound the name of its script
     */
    public record Stimulus(String condition, String sound) {}

    /** @throws IllegalArgumentException if there is nothing to compare */
    public BlindTest {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException(id + " compares nothing");
        }
    }

    /** A test by ABX, of one sound in two conditions. */
    public static BlindTest abx(String id, String name, Item item) {
        return new BlindTest(
                id,
                ListeningResult.Kind.ABX,
                name,
                "A and B differ. X is one of them, drawn anew for each trial. Which?",
                TRIALS,
                List.of(item));
    }

    /** A test by MUSHRA, of three sounds with their references first and their anchors last. */
    public static BlindTest mushra(String id, List<Item> items) {
        return new BlindTest(
                id,
                ListeningResult.Kind.MUSHRA,
                "How near to the original?",
                "Score unnamed versions of three sounds against a named reference, from bad to excellent. The reference is "
                        + "hidden among them once more, and so is a version without anything above 3.5 kHz.",
                0,
                items);
    }

    /** How a result's file calls the kind. */
    String kindName() {
        return kind.label();
    }

    boolean isAbx() {
        return kind == ListeningResult.Kind.ABX;
    }

    /** How long it takes, in words. */
    String size() {
        return isAbx()
                ? trials + " trials, fixed in advance"
                : items.size() + " sounds, " + items.get(0).stimuli().size() + " versions of each";
    }
}

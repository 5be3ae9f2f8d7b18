package dev.phasewright.corpus;

/**
 * How many clips the parts of a corpus have.
 *
 * @param train the number of training clips, 1 to {@link #LARGEST}
 * @param round how many clips in a row are of different kinds; every part but training has full rounds, so that it has
 *     as much of each kind
 */
record CorpusSize(int train, int round) {
    /** The largest number of training clips: file names hold six digits. */
    static final int LARGEST = 1_000_000;

    /** @throws IllegalArgumentException if the number of training clips is out of range */
    CorpusSize {
        check(train, 1);
    }

    /** @throws IllegalArgumentException if a number of training clips is less than the smallest or out of range */
    static void check(int train, int smallest) {
        if (train < smallest || train > LARGEST) {
            throw new IllegalArgumentException("corpus size must be " + smallest + " to " + LARGEST + ", not " + train);
        }
    }

    /** One part's clips: validation has a twentieth of the training clips and test a tenth, up to full rounds. */
    int clips(Split split) {
        int wanted = train / (split == Split.VALIDATION ? 20 : 10);
        return split == Split.TRAIN ? train : Math.max(1, (wanted + round - 1) / round) * round;
    }

    /** The clips of all parts. */
    int clips() {
        int sum = 0;
        for (Split split : Split.values()) {
            sum += clips(split);
        }
        return sum;
    }
}

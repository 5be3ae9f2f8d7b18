package dev.phasewright.corpus;

/** How large a corpus may be. */
final class Size {
    private Size() {}

    /** @throws IllegalArgumentException if a number of training clips is out of range */
    static void check(int train) {
        if (train < 1 || train > Corpus.LARGEST) {
            throw new IllegalArgumentException("corpus size must be 1 to " + Corpus.LARGEST + ", not " + train);
        }
    }
}

package dev.phasewright.evaluation.training;

import java.util.Locale;

/**
 * How long a folder of recordings is worth learning from, as far as it was measured: by {@code study memory} on 10, 30, 100,
 * 300 and 1,000 spoken words, of networks that began with nothing (figures in the README of spectrogram, "Is it a
 * memory?"). Samples of 100 words and more came ever nearer to others of the same folder until the end of the study, and none
 * was a copy; the first copies came of ten words. So it is where to stop if nothing else tells, and not a limit.
 *
 * @param recordings that are learned from, at least one
 * @param batch clips an update, at least one
 */
record LearningLength(int recordings, int batch) {
    /** Clips seen by the end of the study: 3,000 updates of 16. */
    static final long STUDIED = 48_000;

    /** So often were ten recordings seen before the first copies of them came. */
    static final int PASSES = 2_400;

    /** The update near which to stop, at least 1. */
    long updates() {
        return Math.max(1, Math.min(STUDIED, (long) PASSES * recordings) / batch);
    }

    String advice() {
        boolean copied = (long) PASSES * recordings < STUDIED;
        return String.format(
                Locale.ROOT,
                "with %,d recordings and batches of %d, stop near update %,d if nothing else tells: %s \"phasewright study "
                        + "memory\"; where it ends sooner or may go on is looked at on the way",
                recordings,
                batch,
                updates(),
                copied ? "copies of ten came after so many passes in" : "so long did samples get better in");
    }
}

package dev.phasewright.corpus;

import java.util.Locale;

/** The three parts of a corpus; no speaker is heard in two of them. */
public enum Split {
    /** What models learn from. */
    TRAIN,
    /** What choices are made on while training. */
    VALIDATION,
    /** What results are reported on. */
    TEST;

    /** The name of this part's folder. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}

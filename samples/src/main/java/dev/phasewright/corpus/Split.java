package dev.phasewright.corpus;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The three parts of a corpus. No voice is heard in two of them (of notes: no pair of instrument and pitch; of drums: no
 * kit), and who is heard in which never depends on the corpus's seed, so that what learned from one corpus can be tested
 * on any other.
 */
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

    /** Something of each part, under the name of its folder, in the order of the parts. */
    public static <T> Map<String, T> each(Function<Split, T> what) {
        Map<String, T> parts = new LinkedHashMap<>();
        for (Split split : values()) {
            parts.put(split.folder(), what.apply(split));
        }
        return parts;
    }
}

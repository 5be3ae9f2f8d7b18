package dev.phasewright.evaluation.sound;

import dev.phasewright.judge.FeatureSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spaces that were learned from sounds: what is said, and who says it. */
public final class JudgeSpaces {
    /** What the judge has learned to tell apart: words, or instruments. */
    static final String CLASSES = "classes";

    static final String VOICES = "voices";

    private JudgeSpaces() {}

    /**
     * All there are.
     *
     * @param classes what the judge has learned to tell apart
     * @param voices where clips of one voice lie near each other; null where it is not known who speaks
     */
    public static Map<String, FeatureSpace> of(FeatureSpace classes, @Nullable FeatureSpace voices) {
        Map<String, FeatureSpace> spaces = new LinkedHashMap<>();
        spaces.put(CLASSES, classes);
        if (voices != null) {
            spaces.put(VOICES, voices);
        }
        return spaces;
    }
}

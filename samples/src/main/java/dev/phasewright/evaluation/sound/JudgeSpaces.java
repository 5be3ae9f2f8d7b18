package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.Judge;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.LinkedHashMap;
import java.util.List;
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
     * @param voices where clips of one voice lie near each other; null where it is not known who speaks
     */
    public static Map<String, FeatureSpace> of(Judge judge, @Nullable FeatureSpace voices) {
        Map<String, FeatureSpace> spaces = new LinkedHashMap<>();
        spaces.put(CLASSES, sounds -> judge.verdicts(mels(sounds, judge.spec().features()))
                .features());
        if (voices != null) {
            spaces.put(VOICES, voices);
        }
        return spaces;
    }

    /** The spectrograms of sounds. */
    public static List<LogMel> mels(List<Audio> sounds, MelSpec features) {
        return sounds.parallelStream()
                .map(sound -> LogMelDataset.features(sound, features))
                .toList();
    }
}

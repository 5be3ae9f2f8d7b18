package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.VoiceSpace;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spaces that were learned from sounds: what is said, and who says it. */
final class JudgeSpaces {
    /** What the judge has learned to tell apart: words, or instruments. */
    static final String CLASSES = "classes";

    static final String VOICES = "voices";

    private JudgeSpaces() {}

    /**
     * All there are.
     *
     * @param voices a space of voices found from training clips; null where it is not known who speaks
     * @param features of {@code voices}
     */
    static Map<String, FeatureSpace> of(Judge judge, VoiceSpace voices, MelSpec features) {
        Map<String, FeatureSpace> spaces = new LinkedHashMap<>();
        spaces.put(CLASSES, sounds -> judge.verdicts(mels(sounds, judge.spec().features()))
                .features());
        if (voices != null) {
            spaces.put(VOICES, sounds -> mels(sounds, features).parallelStream()
                    .map(voices::place)
                    .toArray(float[][]::new));
        }
        return spaces;
    }

    private static List<LogMel> mels(List<Audio> sounds, MelSpec features) {
        return sounds.parallelStream()
                .map(sound -> LogMelDataset.features(sound, features))
                .toList();
    }
}

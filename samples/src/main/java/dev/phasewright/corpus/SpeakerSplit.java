package dev.phasewright.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Who speaks in which part of a corpus. */
final class SpeakerSplit {
    private static final double VALIDATION_SHARE = 0.05;
    private static final double TEST_SHARE = 0.10;

    private final Map<Split, List<Speaker>> speakers;

    private SpeakerSplit(Map<Split, List<Speaker>> speakers) {
        this.speakers = speakers;
    }

    /**
     * Deals all speakers out to the three parts by a shuffle: 5 % to validation, 10 % to test, the rest to training.
     */
    static SpeakerSplit shuffled(long seed) {
        List<Speaker> all = new ArrayList<>();
        for (String accent : Speaker.ACCENTS) {
            for (String variant : Speaker.VARIANTS) {
                all.add(new Speaker(accent, variant));
            }
        }
        Collections.shuffle(all, new Random(seed));
        int validation = (int) Math.round(all.size() * VALIDATION_SHARE);
        int test = (int) Math.round(all.size() * TEST_SHARE);
        Map<Split, List<Speaker>> speakers = new EnumMap<>(Split.class);
        speakers.put(Split.VALIDATION, List.copyOf(all.subList(0, validation)));
        speakers.put(Split.TEST, List.copyOf(all.subList(validation, validation + test)));
        speakers.put(Split.TRAIN, List.copyOf(all.subList(validation + test, all.size())));
        return new SpeakerSplit(speakers);
    }

    /** Has one speak in all parts. */
    static SpeakerSplit alone(Speaker alone) {
        Map<Split, List<Speaker>> speakers = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            speakers.put(split, List.of(alone));
        }
        return new SpeakerSplit(speakers);
    }

    /** Those of one part, in no order that means anything. */
    List<Speaker> of(Split split) {
        return speakers.get(split);
    }
}

package dev.phasewright.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who speaks in which part of a corpus of digits.
 *
 * <p>The parts are divided by variant, once and for all: two speakers of one variant in different accents are one voice,
 * and a few of their words are the same to the sample. Seven variants of the 63 are the test's and three the
 * validation's; about one in four of either is a woman's voice or as high as a child's, and what they lie nearest to by
 * mel distance is in their own part or no nearer than other voices commonly are. One accent, Scotland's, is the
 * test's alone: its variants speak all seven accents there, those of the other parts the other six.
 */
final class SpeakerSplit {
    /** Linda and Belinda are sisters; anika is as high as a child; david comes from eSpeak NG's Klatt synthesizer. */
    private static final List<String> TEST = List.of("Gene", "anika", "belinda", "david", "linda", "pablo", "sandro");

    private static final List<String> VALIDATION = List.of("antonio", "ed", "f1");
    private static final String TEST_ACCENT = "en-gb-scotland";

    private final Map<Split, List<Speaker>> speakers;

    private SpeakerSplit(Map<Split, List<Speaker>> speakers) {
        this.speakers = speakers;
    }

    /** The one division there is: 318 speakers learned from, 18 for validation, 49 for the test. */
    static SpeakerSplit byVariant() {
        Map<Split, List<Speaker>> speakers = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            List<Speaker> those = new ArrayList<>();
            for (String accent : Speaker.ACCENTS) {
                if (split == Split.TEST || !accent.equals(TEST_ACCENT)) {
                    Speaker.VARIANTS.stream()
                            .filter(variant -> split == split(variant))
                            .forEach(variant -> those.add(new Speaker(accent, variant)));
                }
            }
            speakers.put(split, List.copyOf(those));
        }
        return new SpeakerSplit(speakers);
    }

    private static Split split(String variant) {
        if (TEST.contains(variant)) {
            return Split.TEST;
        }
        return VALIDATION.contains(variant) ? Split.VALIDATION : Split.TRAIN;
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

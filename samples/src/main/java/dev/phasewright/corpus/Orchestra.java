package dev.phasewright.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who plays in which part of the instrument corpus: the 128 programs of General MIDI and the drums of its percussion
 * channel. The parts are the same whatever the seed, so that a model trained on one corpus can be tested on any.
 *
 * <p>What is kept from training is spread over the families, and chosen so that in the sound font FluidR3 no recorded
 * sample is heard in two parts: programs that share samples (accordion, harmonica and bandoneon; the synthetic brass and
 * chiff) go together, families whose programs all share some (the pads) stay in training, and as drum kits differ in few
 * of their drums, test and validation hear a kit's own drums only, beside drums that no other part hears.
 */
final class Orchestra {
    private static final int PROGRAMS = 128;

    /**
     * Harpsichord; vibraphone; accordion, harmonica, bandoneon; jazz guitar; fretless bass; cello; "ooh" voices; French
     * horns, synthetic brass 1 and 2; oboe; flute; calliope and chiff leads; sitar; steel drums; applause.
     */
    private static final Set<Integer> TEST =
            Set.of(6, 11, 21, 22, 23, 26, 35, 42, 53, 60, 62, 63, 68, 73, 82, 83, 104, 114, 126);

    /**
     * Electric piano 1, marimba, church organ, distorted guitar, synthetic bass 2, viola, trombone, clarinet, koto, and
     * the agogo, as it is the same recording as the drum.
     */
    private static final Set<Integer> VALIDATION = Set.of(4, 12, 19, 30, 39, 41, 57, 71, 107, 113);

    /** Those that do not hold a note, even for a second, and so play phrases only. */
    private static final Set<Integer> DRY = Set.of(
            9, 12, 13, 28, 45, 47, 55, 105, 106, 108, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124,
            125, 126, 127);

    private static final int FAMILY = 8;

    /** The lowest and highest key of each family of eight, about where its instruments are at home. */
    private static final int[][] KEYS = {
        {33, 96}, {48, 96}, {36, 90}, {40, 84}, {26, 55}, {36, 88}, {36, 84}, {36, 82},
        {40, 86}, {55, 96}, {40, 90}, {36, 84}, {40, 84}, {45, 84}, {45, 84}, {40, 80}
    };

    private static final int LOWEST_DRUM = 35;
    private static final int HIGHEST_DRUM = 81;
    /** Timbales, bongos and rides. */
    private static final Set<Integer> TEST_DRUMS = Set.of(51, 53, 59, 60, 61, 65, 66);
    /** Tambourine, agogos and guiros. */
    private static final Set<Integer> VALIDATION_DRUMS = Set.of(54, 67, 68, 73, 74);

    private static final List<Integer> TRAIN_KITS = List.of(0, 8, 16, 32, 40, 48);
    private static final int ELECTRONIC = 24;
    private static final List<Integer> ELECTRONIC_OWN = List.of(35, 36, 38, 40, 41, 43, 45, 47, 48, 50);
    private static final int TR_808 = 25;
    private static final List<Integer> TR_808_OWN =
            List.of(35, 36, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 50, 56, 62, 63, 64, 75);

    private Orchestra() {}

    /** The programs heard in one part, 0 to 127. */
    static List<Integer> programs(Split split) {
        return IntStream.range(0, PROGRAMS)
                .filter(p -> split == splitOf(p))
                .boxed()
                .toList();
    }

    private static Split splitOf(int program) {
        if (TEST.contains(program)) {
            return Split.TEST;
        }
        return VALIDATION.contains(program) ? Split.VALIDATION : Split.TRAIN;
    }

    /** The programs of one part that hold their notes. */
    static List<Integer> holding(Split split) {
        return programs(split).stream().filter(p -> !DRY.contains(p)).toList();
    }

    /** The drum kits heard in one part, as programs of the percussion channel. */
    static List<Integer> kits(Split split) {
        return switch (split) {
            case TRAIN -> TRAIN_KITS;
            case VALIDATION -> List.of(ELECTRONIC);
            case TEST -> List.of(TR_808);
        };
    }

    /** The drums heard in one part, as keys of the percussion channel. */
    static List<Integer> drums(Split split) {
        List<Integer> drums = new ArrayList<>();
        for (int key = LOWEST_DRUM; key <= HIGHEST_DRUM; key++) {
            boolean kept =
                    switch (split) {
                        case TRAIN -> !TEST_DRUMS.contains(key) && !VALIDATION_DRUMS.contains(key);
                        case VALIDATION -> VALIDATION_DRUMS.contains(key) || ELECTRONIC_OWN.contains(key);
                        case TEST -> TEST_DRUMS.contains(key) || TR_808_OWN.contains(key);
                    };
            if (kept) {
                drums.add(key);
            }
        }
        return drums;
    }

    /** A program's lowest key. */
    static int lowest(int program) {
        return KEYS[program / FAMILY][0];
    }

    /** A program's highest key. */
    static int highest(int program) {
        return KEYS[program / FAMILY][1];
    }
}

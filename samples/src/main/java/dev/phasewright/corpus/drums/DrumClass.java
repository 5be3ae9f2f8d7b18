package dev.phasewright.corpus.drums;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a drum sound is. */
enum DrumClass {
    /** Bass drums. */
    KICK,
    /** Snare drums, rim shots among them. */
    SNARE,
    /** The stick laid over the head and struck against the rim. */
    RIM,
    /** Hands. */
    CLAP,
    /** Hi-hats closed, by the foot too. */
    CLOSED_HAT,
    /** Hi-hats open and half open. */
    OPEN_HAT,
    /** Toms of any size. */
    TOM,
    /** Crash, splash and China cymbals. */
    CRASH,
    /** Ride cymbals and their bells. */
    RIDE,
    /** All that is struck or shaken besides. */
    PERCUSSION;

    private static final double LONGEST_SECONDS = 1.5;
    private static final double LONGEST_CYMBAL_SECONDS = 3;

    /** The name of its folder, such as {@code closed-hat}. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How long a clip of it may be, in seconds. */
    double longestSeconds() {
        return this == CRASH || this == RIDE ? LONGEST_CYMBAL_SECONDS : LONGEST_SECONDS;
    }

    /** The class of a folder's name, if there is one. */
    static Optional<DrumClass> of(String folder) {
        return Arrays.stream(values())
                .filter(type -> type.folder().equals(folder))
                .findFirst();
    }

    /** The names of all folders. */
    static List<String> folders() {
        return Arrays.stream(values()).map(DrumClass::folder).toList();
    }
}

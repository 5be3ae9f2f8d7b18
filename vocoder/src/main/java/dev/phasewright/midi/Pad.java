package dev.phasewright.midi;

import dev.phasewright.judge.texture.Knob;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sixteen pads of a kit, each with the letter it has in a pattern and its note in General MIDI's percussion map. Pads
 * of one kin may stand in for each other: a kit that has only toms has a low one too.
 */
public enum Pad {
    /** Bass drum. */
    KICK('k', 36, "kick"),
    /** A second bass drum. */
    KICK_2('b', 35, "kick"),
    /** Snare drum. */
    SNARE('s', 38, "snare"),
    /** A second snare drum. */
    SNARE_2('e', 40, "snare"),
    /** Side stick. */
    RIM('r', 37, "rim"),
    /** Hands. */
    CLAP('c', 39, "clap"),
    /** Hi-hat, closed. */
    CLOSED_HAT('h', 42, "closed-hat"),
    /** Hi-hat, closed by the foot. */
    PEDAL_HAT('f', 44, "closed-hat"),
    /** Hi-hat, open. */
    OPEN_HAT('o', 46, "open-hat"),
    /** Low tom. */
    LOW_TOM('l', 45, "tom"),
    /** Middle tom. */
    MID_TOM('m', 47, "tom"),
    /** High tom. */
    HIGH_TOM('t', 50, "tom"),
    /** Crash cymbal. */
    CRASH('x', 49, "crash"),
    /** Ride cymbal. */
    RIDE('d', 51, "ride"),
    /** Something else that is struck or shaken. */
    PERCUSSION('p', 56, "percussion"),
    /** Yet another. */
    PERCUSSION_2('q', 76, "percussion");

    private final char letter;
    private final int midi;
    private final String kin;

    Pad(char letter, int midi, String kin) {
        this.letter = letter;
        this.midi = midi;
        this.kin = kin;
    }

    /** Its name, such as {@code closed-hat}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What its kind of sound is called, such as {@code tom}. */
    public String kin() {
        return kin;
    }

    /** Its letter in a pattern, small. */
    public char letter() {
        return letter;
    }

    /** Its note, as MIDI counts. */
    public int midi() {
        return midi;
    }

    /** The percentiles of knobs, by their names, that make it what it is among those of its kin; perhaps none. */
    public Map<String, Double> character() {
        // Of the toms the low one is dull and the high one bright; a hat closed by the foot is short.
        return switch (this) {
            case LOW_TOM -> Map.of(Knob.BRIGHTNESS.label(), 15.0);
            case MID_TOM -> Map.of(Knob.BRIGHTNESS.label(), 50.0);
            case HIGH_TOM -> Map.of(Knob.BRIGHTNESS.label(), 85.0);
            case PEDAL_HAT -> Map.of(Knob.DECAY.label(), 15.0);
            default -> Map.of();
        };
    }

    /** Whether its sound ends where the next of these begins: the hi-hats are one pair of cymbals. */
    public boolean isHat() {
        return kin.endsWith("hat");
    }

    /** Those whose kin is among some classes, in their order. */
    public static List<Pad> among(Collection<String> classes) {
        return Arrays.stream(values()).filter(pad -> classes.contains(pad.kin)).toList();
    }

    /** The pad of a small letter, if there is one. */
    public static Optional<Pad> of(char letter) {
        return Arrays.stream(values()).filter(pad -> pad.letter == letter).findFirst();
    }

    /** All letters with what they stand for, for messages. */
    public static String letters() {
        return Arrays.stream(values())
                .map(pad -> pad.letter + " " + pad.label())
                .collect(Collectors.joining(", "));
    }
}

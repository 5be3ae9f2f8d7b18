package dev.phasewright.audio;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of notes and what they stand for: MIDI counts semitones, 60 for C4 (middle C) and 69 for A4 (440 Hz), in equal
 * temperament.
 */
public final class NoteName {
    /** The highest note that MIDI counts, G9; the lowest is 0, C-1. */
    public static final int HIGHEST = 127;

    private static final String[] NAMES = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
    private static final String LETTERS = "C_D_EF_G_A_B";
    private static final int OCTAVE = NAMES.length;
    private static final int A4 = 69;
    private static final double A4_HERTZ = 440;
    private static final Pattern NAME = Pattern.compile("([A-G])([#♯b♭]?)(-?\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    private NoteName() {}

    /**
     * The note of a name.
     *
     * @param name such as A4, C#3 or Bb5, in upper or lower case, or its number
     * @return 0 to {@link #HIGHEST}
     * @throws IllegalArgumentException if that is no note's name, or a note beyond what MIDI counts
     */
    public static int midi(String name) {
        int midi = -1;
        if (NUMBER.matcher(name).matches()) {
            midi = Integer.parseInt(name);
        } else if (!name.isEmpty()) {
            // A "b" behind a letter is a flat, before anything a note: only the first letter's case is of no matter.
            Matcher parts = NAME.matcher(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
            if (parts.matches()) {
                int accidental =
                        switch (parts.group(2)) {
                            case "#", "♯" -> 1;
                            case "b", "♭" -> -1;
                            default -> 0;
                        };
                midi = OCTAVE * (Integer.parseInt(parts.group(3)) + 1) + LETTERS.indexOf(parts.group(1)) + accidental;
            }
        }
        if (midi < 0 || midi > HIGHEST) {
            throw new IllegalArgumentException("\"" + name + "\" is no note, such as A4, C#3, Bb5 or 69");
        }
        return midi;
    }

    /** The name of a note, such as A4; of two names the one with a sharp. */
    public static String of(int midi) {
        return NAMES[Math.floorMod(midi, OCTAVE)] + (Math.floorDiv(midi, OCTAVE) - 1);
    }

    /** The fundamental frequency of a note. */
    public static double hertz(int midi) {
        return A4_HERTZ * Math.pow(2, (double) (midi - A4) / OCTAVE);
    }

    /**
     * The note nearest to a frequency, as MIDI counts; below 0 or above {@value #HIGHEST} where MIDI has none.
     *
     * @param hertz positive
     */
    public static int nearest(double hertz) {
        return A4 + (int) Math.round(cents(hertz, A4) / 100);
    }

    /**
     * How far a frequency lies above a note, or below if negative, in cents: hundredths of a semitone.
     *
     * @param hertz positive
     */
    public static double cents(double hertz, int midi) {
        return 100 * OCTAVE * Math.log(hertz / hertz(midi)) / Math.log(2);
    }
}

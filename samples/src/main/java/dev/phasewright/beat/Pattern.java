package dev.phasewright.beat;

import dev.phasewright.midi.Pad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which pads are struck in which steps, written as a letter a step: {@code k...s...k.k.s...}. A small letter is a stroke, a
 * capital one an accent, {@code .} or {@code -} a rest; spaces and {@code |} are for the eye.
 *
 * @param steps how many steps it has, at least 1
 * @param hits the strokes, in their order
 */
public record Pattern(int steps, List<Hit> hits) {
    /** How hard a small letter is struck: as MIDI's 96 of 127. */
    static final double STROKE = 0.756;

    /** How hard a capital is. */
    static final double ACCENT = 1;

    private static final String RESTS = ".-";
    private static final String FOR_THE_EYE = " |";

    /**
     * One stroke.
     *
     * @param step when, from 0
     * @param pad what is struck
     * @param velocity how hard, above 0, at most 1
     */
    public record Hit(int step, Pad pad, double velocity) {}

    /** Copies the strokes. */
    public Pattern {
        hits = List.copyOf(hits);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has no step, or a letter that stands for nothing
     */
    public static Pattern parse(String text) {
        List<Hit> hits = new ArrayList<>();
        int step = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (FOR_THE_EYE.indexOf(letter) >= 0) {
                continue;
            }
            if (RESTS.indexOf(letter) < 0) {
                Optional<Pad> pad = Pad.of(Character.toLowerCase(letter));
                if (pad.isEmpty()) {
                    throw new IllegalArgumentException("'" + letter + "' at place " + (i + 1) + " of \"" + text
                            + "\" is no pad; there are " + Pad.letters() + ", and . for a rest");
                }
                hits.add(new Hit(step, pad.get(), Character.isUpperCase(letter) ? ACCENT : STROKE));
            }
            step++;
        }
        if (step == 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no steps; write such as k...s...k.k.s...");
        }
        return new Pattern(step, hits);
    }
}

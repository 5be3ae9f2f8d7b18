package dev.phasewright.evaluation.stroke;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.judge.texture.StrokeEnergy;

/** What is measured on strokes, and on those of which classes. */
enum StrokeFigure {
    KICK_ATTACK("attack of kicks, ms", Measure.ATTACK, "kick"),
    SNARE_ATTACK("attack of snares, ms", Measure.ATTACK, "snare"),
    HAT_ATTACK("attack of hats, ms", Measure.ATTACK, "hat"),
    ATTACK("attack of all, ms", Measure.ATTACK, ""),
    PRE_ECHO("pre-echo of all, dB", Measure.PRE_ECHO, ""),
    HAT_TREBLE("above 8 kHz of hats, dB", Measure.TREBLE, "hat"),
    CYMBAL_TREBLE("above 8 kHz of cymbals, dB", Measure.TREBLE, "crash|ride|cymbal");

    private static final double TREBLE_HERTZ = 8000;

    private final String label;
    private final Measure measure;
    private final String classes;

    /** A figure of strokes of classes in whose names a regular expression is found. */
    StrokeFigure(String label, Measure measure, String classes) {
        this.label = label;
        this.measure = measure;
        this.classes = classes;
    }

    private enum Measure {
        ATTACK,
        PRE_ECHO,
        TREBLE
    }

    /** Its name and unit. */
    String label() {
        return label;
    }

    /** Whether it is measured on strokes of a class. */
    boolean isOf(String className) {
        return className.matches(".*(" + classes + ").*");
    }

    /** The figure of a stroke; NaN if it has none. */
    double measure(Audio stroke) {
        return switch (measure) {
            case ATTACK -> Knob.ATTACK.measure(stroke);
            case PRE_ECHO -> StrokeEnergy.of(stroke).preEcho();
            case TREBLE ->
                stroke.sampleRate() > 2 * TREBLE_HERTZ ? StrokeEnergy.of(stroke).shareAbove(TREBLE_HERTZ) : Double.NaN;
        };
    }
}

package dev.phasewright.evaluation.stroke;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.judge.texture.StrokeEnergy;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is measured on strokes, and on those of which classes. */
enum StrokeFigure {
    KICK_ATTACK("attack of kicks, ms", Knob.ATTACK::measure, "kick"),
    SNARE_ATTACK("attack of snares, ms", Knob.ATTACK::measure, "snare"),
    HAT_ATTACK("attack of hats, ms", Knob.ATTACK::measure, "hat"),
    ATTACK("attack of all, ms", Knob.ATTACK::measure, ""),
    PRE_ECHO("pre-echo of all, dB", sound -> StrokeEnergy.of(sound).preEcho(), ""),
    HAT_TREBLE("above 8 kHz of hats, dB", StrokeFigure::treble, "hat"),
    CYMBAL_TREBLE("above 8 kHz of cymbals, dB", StrokeFigure::treble, "crash", "ride", "cymbal");

    private static final double TREBLE_HERTZ = 8000;

    private final String label;
    private final ToDoubleFunction<Audio> measure;
    private final List<String> classes;

    /** A figure of strokes of classes whose names contain one of some words. */
    StrokeFigure(String label, ToDoubleFunction<Audio> measure, String... classes) {
        this.label = label;
        this.measure = measure;
        this.classes = List.of(classes);
    }

    private static double treble(Audio sound) {
        return sound.sampleRate() > 2 * TREBLE_HERTZ ? StrokeEnergy.of(sound).shareAbove(TREBLE_HERTZ) : Double.NaN;
    }

    /** Its name and unit. */
    String label() {
        return label;
    }

    /** Whether it is measured on strokes of a class. */
    boolean isOf(String className) {
        return classes.stream().anyMatch(className::contains);
    }

    /** The figure of a stroke; NaN if it has none. */
    double measure(Audio stroke) {
        return measure.applyAsDouble(stroke);
    }
}

package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.Level;
import java.util.Locale;

/**
 * What a tool did to the level of a sound, and what is done about it.
 *
 * @param decibels its RMS level less the original's, as {@link Rephased#levelChangeDb} has it
 * @param peakDb its largest sample in decibels of full scale, as it came out
 * @param undone whether it is brought back to the original's level, as far as nothing clips
 */
public record LevelChange(double decibels, double peakDb, boolean undone) {
    /** Decibels that nobody hears. */
    private static final double INAUDIBLE = 0.05;

    /** The change from one level to another. */
    public static LevelChange of(Level original, Level result, boolean undone) {
        return new LevelChange(Rephased.change(original, result), result.peakDb(), undone);
    }

    /** The factor on samples: 1 if the change is not undone. */
    public double gain() {
        return undone ? Rephased.gain(decibels) * Math.pow(10, -reserve() / 20) : 1;
    }

    /** By how many decibels less than would undo the change, so that nothing clips. */
    private double reserve() {
        return Math.max(0, peakDb + 20 * Math.log10(Rephased.gain(decibels)));
    }

    /** Words for people. */
    @Override
    public String toString() {
        if (!undone) {
            return change() + (peakDb > 0 ? told("; clipped where it was too loud, by up to %.1f dB", peakDb) : "");
        }
        return change()
                + (isAudible() ? ", and was brought back" : "")
                + (reserve() > INAUDIBLE ? told("; turned down by %.1f dB, so that nothing clips", reserve()) : "");
    }

    private String change() {
        if (decibels == Double.NEGATIVE_INFINITY) {
            return "nothing was left";
        }
        return isAudible()
                ? told("its level " + (decibels < 0 ? "fell" : "rose") + " by %.1f dB", Math.abs(decibels))
                : "its level stayed";
    }

    private boolean isAudible() {
        return Double.isFinite(decibels) && Math.abs(decibels) >= INAUDIBLE;
    }

    private static String told(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

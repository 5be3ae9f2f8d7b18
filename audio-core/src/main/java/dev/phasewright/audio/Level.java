package dev.phasewright.audio;

/**
 * How loud a sound is, in decibels relative to full scale (±1): a full-scale sine has a peak of 0 and an RMS of −3.01.
 *
 * @param peakDb the largest absolute sample; −∞ for digital silence
 * @param rmsDb the root mean square over all channels and samples; −∞ for digital silence
 */
public record Level(double peakDb, double rmsDb) {
    /** Measures a sound. */
    public static Level of(Audio audio) {
        return new Level(decibels(audio.peak()), decibels(audio.rms()));
    }

    /** An amplitude (not a power) in decibels; −∞ for 0. */
    private static double decibels(double amplitude) {
        return 20 * Math.log10(amplitude);
    }
}

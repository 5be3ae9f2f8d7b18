package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The signals by which hearing has been asked about phase since Helmholtz. All have the same RMS level, {@value
 * #RMS_DB} dBFS, unless their peaks would then exceed {@value #PEAK_DB}.
 */
public enum ClassicSignal {
    /** A click a period. */
    CLICKS,
    /** Harmonics of equal strength, all at their peak at once. */
    COSINE,
    /** Harmonics all rising through zero at once. */
    SINE,
    /** Harmonics in sine and cosine phase by turns. */
    ALTERNATING,
    /** Harmonics with phases at random. */
    RANDOM,
    /** Harmonics in the phases of Schroeder (1970), by which their sum is flattest. */
    SCHROEDER,
    /** A tone that glides evenly in octaves, from the given frequency to nearly half the rate. */
    CHIRP,
    /** White noise, the control: other phases are no other noise. */
    NOISE;

    private static final double RMS_DB = -26;
    private static final double PEAK_DB = -1;

    /** Where a glide ends, as a share of the rate. */
    private static final double TOP = 0.475;

    /** Harmonics of a complex tone, usually. */
    public static final int HARMONICS = 8;

    /** The fundamental frequencies at which complexes are usually tried, in hertz. */
    static List<Double> fundamentals() {
        return List.of(62.5, 125.0, 250.0, 500.0);
    }

    /** Whether it is made of harmonics. */
    boolean isHarmonic() {
        return switch (this) {
            case COSINE, SINE, ALTERNATING, RANDOM, SCHROEDER -> true;
            default -> false;
        };
    }

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes it.
     *
     * @param hertz of the clicks, the fundamental or the glide's beginning; noise has none
     * @param harmonics how many, of what is made of some
     * @param length in samples, at least 0
     * @param sampleRate samples a second, positive
     * @param seed what is random in it is drawn from
     * @return one channel
     * @throws IllegalArgumentException if the highest frequency is not below half the rate, or there is no harmonic
     */
    public Audio make(double hertz, int harmonics, int length, int sampleRate, long seed) {
        double highest =
                isHarmonic() ? hertz * harmonics : this == CHIRP ? hertz / TOP / 2 : this == CLICKS ? hertz : 0;
        if (this != NOISE && !(hertz > 0 && 2 * highest < sampleRate && harmonics > 0)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s at %s Hz does not fit below half of %d Hz; lower it, or raise the rate",
                    title(),
                    hertz,
                    sampleRate));
        }
        double[] samples = new double[length];
        switch (this) {
            case CLICKS -> TestSignal.addClicks(samples, 0, sampleRate / hertz);
            case CHIRP -> samples = TestSignal.glide(hertz, TOP * sampleRate, false, 0, length, sampleRate);
            case NOISE -> samples = Noise.of("white", new Draws(seed), length);
            default -> {
                return level(Tone.mix(tones(hertz, harmonics, seed), length, sampleRate));
            }
        }
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) samples[i];
        }
        return level(Audio.mono(floats, sampleRate));
    }

    private List<Tone> tones(double hertz, int count, long seed) {
        HarmonicPhases phases = HarmonicPhases.valueOf(name());
        Draws draws = new Draws(seed);
        List<Tone> tones = new ArrayList<>();
        for (int k = 1; k <= count; k++) {
            double cosine = phases.radians(k, count, () -> draws.between(0, 2 * Math.PI));
            tones.add(new Tone(k * hertz, 1, cosine + Math.PI / 2));
        }
        return tones;
    }

    private static Audio level(Audio audio) {
        if (audio.rms() == 0) {
            return audio;
        }
        Audio levelled = audio.scaled(Math.pow(10, RMS_DB / 20) / audio.rms());
        return levelled.peak() > Math.pow(10, PEAK_DB / 20) ? levelled.normalizedPeak(PEAK_DB) : levelled;
    }
}

package dev.phasewright.audio;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import java.util.Arrays;
import java.util.Locale;

/**
 * Fundamental frequency and periodicity of a sound over time, by YIN (A. de Cheveigné and H. Kawahara, "YIN, a
 * fundamental frequency estimator for speech and music", JASA 111(4), 2002) as in TarsosDSP. Immutable.
 *
 * <p>The sound is mixed to one channel and brought to 16 kHz. Frame {@code f} begins at {@code f·}{@value #HOP_SECONDS}
 * s and is two of the longest periods (and four samples) long, 40 ms unless another range is asked for; only whole
 * frames count, so a shorter sound has none.
 *
 * <p>Periodicity is 1 − YIN's aperiodicity (the cumulative mean normalized difference, from 0 to 1) at the first dip
 * below an aperiodicity of 0.15; where there is none, at the deepest dip of all, as step 4 of the paper has it. A frame
 * is voiced if it has such a first dip and its frequency lies in the range. Each frame has its level beside it, relative
 * to the sound's loudest frame, because a pitch may be found in what is too quiet to matter; only a frame more than 100 dB
 * below the loudest is silent for certain: periodicity 0, unvoiced. A gain or a reversed sign changes nothing.
 */
public final class PitchTrack {
    /** The time between frames in seconds. */
    public static final double HOP_SECONDS = 0.01;

    /** The lower end of the usual range, in Hz: where pulses begin to be heard as pitch. */
    public static final double LOWEST_HZ = 50;

    /** The upper end of the usual range, in Hz: above nearly all voices. */
    public static final double HIGHEST_HZ = 1000;

    private static final int RATE = 16_000;
    private static final int HOP = (int) Math.round(HOP_SECONDS * RATE);
    private static final double APERIODICITY = 0.15;
    private static final double RANGE_DB = 100;
    /** How much deeper the next dip must be: more than what is lost as TarsosDSP turns a dip into a probability. */
    private static final double DEEPER = 1e-6;

    private final double[] hertz;
    private final double[] periodicity;
    private final double[] level;

    /**
     * A track found elsewhere; the arrays are copied.
     *
     * @param hertz fundamental frequency of each frame, positive; NaN where unvoiced
     * @param periodicity of each frame, from 0 to 1
     * @param level of each frame in decibels relative to the loudest, at most 0; −∞ for digital silence
     * @throws IllegalArgumentException if the lengths differ or a value is out of its range
     */
    public PitchTrack(double[] hertz, double[] periodicity, double[] level) {
        if (hertz.length != periodicity.length || hertz.length != level.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a track of %d frequencies needs as many periodicities and levels, not %d and %d",
                    hertz.length,
                    periodicity.length,
                    level.length));
        }
        for (int f = 0; f < hertz.length; f++) {
            if (hertz[f] <= 0 || Double.isInfinite(hertz[f])) {
                throw new IllegalArgumentException("frame " + f + " cannot have a pitch of " + hertz[f] + " Hz");
            }
            if (!(periodicity[f] >= 0 && periodicity[f] <= 1)) {
                throw new IllegalArgumentException("frame " + f + " cannot have a periodicity of " + periodicity[f]);
            }
            if (!(level[f] <= 0)) {
                throw new IllegalArgumentException("frame " + f + " cannot be " + level[f] + " dB above the loudest");
            }
        }
        this.hertz = hertz.clone();
        this.periodicity = periodicity.clone();
        this.level = level.clone();
    }

    /** The track of all channels mixed, from {@value #LOWEST_HZ} to {@value #HIGHEST_HZ} Hz. */
    public static PitchTrack of(Audio audio) {
        return of(audio, LOWEST_HZ, HIGHEST_HZ);
    }

    /**
     * The track of all channels mixed, within a range of pitch.
     *
     * @param lowestHz at least 20
     * @param highestHz above {@code lowestHz}, at most 4000
     * @throws IllegalArgumentException if the range is not within 20–4000 Hz
     */
    public static PitchTrack of(Audio audio, double lowestHz, double highestHz) {
        if (!(lowestHz >= 20 && highestHz > lowestHz && highestHz <= 4000)) {
            throw new IllegalArgumentException(
                    "pitch is sought within 20–4000 Hz, not " + lowestHz + "–" + highestHz + " Hz");
        }
        float[] samples = Resampler.resample(audio.toMono(), RATE).channel(0);
        // YIN looks for periods below half a frame: a period of the lowest pitch and a neighbour must fit.
        int size = 2 * ((int) Math.ceil(RATE / lowestHz) + 2);
        int frames = samples.length < size ? 0 : 1 + (samples.length - size) / HOP;
        double[] hertz = new double[frames];
        double[] periodicity = new double[frames];
        Arrays.fill(hertz, Double.NaN);
        double[] energy = energies(samples, size, frames);
        double loudest = Arrays.stream(energy).max().orElse(0);
        double[] level = Arrays.stream(energy)
                .map(e -> e == 0 ? Double.NEGATIVE_INFINITY : 10 * Math.log10(e / loudest))
                .toArray();
        Yin yin = new Yin(RATE, size, APERIODICITY);
        for (int f = 0; f < frames; f++) {
            if (level[f] < -RANGE_DB) {
                continue;
            }
            float[] frame = Arrays.copyOfRange(samples, f * HOP, f * HOP + size);
            PitchDetectionResult found = yin.getPitch(frame);
            if (found.isPitched()) {
                periodicity[f] = Math.min(1, found.getProbability());
                if (found.getPitch() >= lowestHz && found.getPitch() <= highestHz) {
                    hertz[f] = found.getPitch();
                }
            } else {
                periodicity[f] = deepest(frame);
            }
        }
        return new PitchTrack(hertz, periodicity, level);
    }

    /** The energy of each frame, up to a factor. */
    private static double[] energies(float[] samples, int size, int frames) {
        double[] energy = new double[frames];
        for (int f = 0; f < frames; f++) {
            for (int i = f * HOP; i < f * HOP + size; i++) {
                energy[f] += (double) samples[i] * samples[i];
            }
        }
        return energy;
    }

    /**
     * The periodicity at the deepest dip. TarsosDSP's YIN gives only the first dip below a threshold; here the threshold is
     * lowered to each dip that is found until there is none deeper.
     */
    static double deepest(float[] frame) {
        float[] difference = normalizedDifference(frame);
        double periodicity = 0;
        double threshold = 1;
        for (int lag = 2; lag < difference.length; lag++) {
            if (difference[lag] < threshold) {
                while (lag + 1 < difference.length && difference[lag + 1] < difference[lag]) {
                    lag++;
                }
                periodicity = 1 - difference[lag];
                threshold = 1 - periodicity - DEEPER;
            }
        }
        return periodicity;
    }

    /** YIN's cumulative mean normalized difference at each lag, rounded as TarsosDSP does. */
    private static float[] normalizedDifference(float[] frame) {
        float[] difference = new float[frame.length / 2];
        // Lags inside: so they are summed up side by side, each in the order of samples.
        for (int i = 0; i < difference.length; i++) {
            float sample = frame[i];
            for (int lag = 1; lag < difference.length; lag++) {
                float apart = sample - frame[i + lag];
                difference[lag] += apart * apart;
            }
        }
        difference[0] = 1;
        float sum = 0;
        for (int lag = 1; lag < difference.length; lag++) {
            sum += difference[lag];
            difference[lag] *= lag / sum;
        }
        return difference;
    }

    /** The number of frames, possibly 0. */
    public int frames() {
        return hertz.length;
    }

    /** The fundamental frequency in Hz; NaN if the frame is unvoiced. */
    public double hertz(int frame) {
        return hertz[frame];
    }

    /** Whether a frame has a fundamental frequency. */
    public boolean voiced(int frame) {
        return !Double.isNaN(hertz[frame]);
    }

    /** How nearly a frame repeats itself, from 0 to 1. */
    public double periodicity(int frame) {
        return periodicity[frame];
    }

    /** The RMS level of a frame in decibels relative to the loudest frame, at most 0; −∞ for digital silence. */
    public double level(int frame) {
        return level[frame];
    }
}

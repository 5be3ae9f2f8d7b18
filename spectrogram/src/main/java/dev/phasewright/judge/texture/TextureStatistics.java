package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics by which sound textures are told apart (J. McDermott and E. Simoncelli, "Sound texture perception via
 * statistics of the auditory periphery", 2011), taken of the log-mel spectrogram: of eight groups of bands the mean level,
 * its deviation, how its motion is spread over octaves of modulation from below 2 to 62 Hz, and how much neighbouring
 * groups move together; how the spectra of loud frames are spread over octaves of ripple along frequency, which is where
 * harmonics lie, and how far that fine structure lasts from frame to frame. What is far below the loudest is not looked at.
 *
 * <p>Features have different units: use them standardized. Nothing in them was learned.
 */
public final class TextureStatistics implements FeatureSpace {
    private static final MelSpec SPEC = MelSpec.STANDARD;
    private static final int GROUPS = 8;
    /** Upper ends of the octaves of modulation, Hz. */
    private static final double[] MODULATIONS = {2, 4, 8, 16, 32, 63};
    /** Upper ends of the octaves of ripple, cycles over all bands. */
    private static final double[] RIPPLES = {2, 4, 8, 16, 32, 51};
    /** Frames over which fine structure may last. */
    private static final int[] LAGS = {1, 2, 4};

    /** In nepers below the loudest value: what is quieter counts as this. */
    private static final double CLEAREST = 7;

    private static final double LOUD = 3;
    /** The level, as RMS over the sound, at which features are computed: far above their floor. */
    private static final double RMS = 0.1;

    private static final double LEAST_POWER = 1e-6;

    /** The space. */
    public TextureStatistics() {}

    @Override
    public float[][] places(List<Audio> sounds) {
        return sounds.parallelStream().map(TextureStatistics::place).toArray(float[][]::new);
    }

    private static float[] place(Audio sound) {
        List<Double> features = new ArrayList<>();
        double rms = sound.rms();
        Audio level = rms == 0 ? sound : sound.scaled(RMS / rms);
        float[][] frames = frames(LogMelDataset.features(level, SPEC));
        addModulations(frames, features);
        addRipples(frames, features);
        float[] place = new float[features.size()];
        for (int i = 0; i < place.length; i++) {
            place[i] = features.get(i).floatValue();
        }
        return place;
    }

    /** {@code [frames][bands]} in nepers relative to the loudest value. */
    private static float[][] frames(LogMel mel) {
        float[] values = mel.toArray();
        float loudest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            loudest = Math.max(loudest, value);
        }
        float[][] frames = new float[mel.frames()][];
        for (int t = 0; t < frames.length; t++) {
            frames[t] = Arrays.copyOfRange(values, t * mel.bands(), (t + 1) * mel.bands());
            for (int b = 0; b < frames[t].length; b++) {
                frames[t][b] = (float) Math.max(-CLEAREST, frames[t][b] - loudest);
            }
        }
        return frames;
    }

    private static void addModulations(float[][] frames, List<Double> features) {
        double[][] motions = new double[GROUPS][frames.length];
        for (int g = 0; g < GROUPS; g++) {
            int from = g * SPEC.bands() / GROUPS;
            int to = (g + 1) * SPEC.bands() / GROUPS;
            for (int t = 0; t < frames.length; t++) {
                for (int b = from; b < to; b++) {
                    motions[g][t] += frames[t][b] / (double) (to - from);
                }
            }
            double mean = Arrays.stream(motions[g]).average().orElseThrow();
            for (int t = 0; t < frames.length; t++) {
                motions[g][t] -= mean;
            }
            features.add(mean);
            features.add(Math.sqrt(product(motions[g], motions[g]) / frames.length));
            Octaves.of(motions[g], SPEC.stft().frameRate(), MODULATIONS, LEAST_POWER)
                    .forEach(features::add);
        }
        for (int g = 1; g < GROUPS; g++) {
            features.add(correlation(motions[g - 1], motions[g]));
        }
    }

    private static void addRipples(float[][] frames, List<Double> features) {
        double[] loudness = new double[frames.length];
        for (int t = 0; t < frames.length; t++) {
            for (float value : frames[t]) {
                loudness[t] += value / (double) frames[t].length;
            }
        }
        double loudest = Arrays.stream(loudness).max().orElseThrow();
        double[] ripples = new double[RIPPLES.length];
        double[] lasting = new double[LAGS.length];
        double[] pairs = new double[LAGS.length];
        int loud = 0;
        for (int t = 0; t < frames.length; t++) {
            if (loudness[t] < loudest - LOUD) {
                continue;
            }
            loud++;
            List<Double> octaves = Octaves.of(fine(frames[t]), frames[t].length, RIPPLES, LEAST_POWER);
            for (int i = 0; i < ripples.length; i++) {
                ripples[i] += octaves.get(i);
            }
            for (int i = 0; i < LAGS.length; i++) {
                int other = t + LAGS[i];
                if (other < frames.length && loudness[other] >= loudest - LOUD) {
                    lasting[i] += correlation(fine(frames[t]), fine(frames[other]));
                    pairs[i]++;
                }
            }
        }
        for (double sum : ripples) {
            features.add(sum / loud);
        }
        for (int i = 0; i < LAGS.length; i++) {
            features.add(pairs[i] == 0 ? 0 : lasting[i] / pairs[i]);
        }
    }

    /** A frame less the mean of the nine bands about each. */
    private static double[] fine(float[] frame) {
        int reach = 4;
        double[] fine = new double[frame.length];
        for (int b = 0; b < frame.length; b++) {
            int from = Math.max(0, b - reach);
            int to = Math.min(frame.length, b + reach + 1);
            double mean = 0;
            for (int i = from; i < to; i++) {
                mean += frame[i] / (double) (to - from);
            }
            fine[b] = frame[b] - mean;
        }
        return fine;
    }

    private static double correlation(double[] a, double[] b) {
        double scale = Math.sqrt(product(a, a) * product(b, b));
        return scale == 0 ? 0 : product(a, b) / scale;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

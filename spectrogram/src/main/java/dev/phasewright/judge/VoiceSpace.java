package dev.phasewright.judge;

import dev.phasewright.spectrogram.LogMel;
import java.util.ArrayList;
import java.util.List;

/**
 * A space in which clips of one voice lie near each other, whatever they say: the mean, the deviation and the deviation of
 * the change of a clip's cepstra over its loud frames, mapped so that what differs within a voice counts least and what
 * differs between voices most. It is found from clips of many voices in closed form, so it needs no training. (The judge's
 * features do not serve: what a judge of words has learned is to overlook who speaks.)
 */
public final class VoiceSpace {
    private static final int CEPSTRA = 40;
    private static final int DIRECTIONS = 40;
    /** In nepers below the loudest frame's mean: what is quieter is no voice. */
    private static final double QUIETEST = 3;

    private final Discriminant discriminant;

    private VoiceSpace(Discriminant discriminant) {
        this.discriminant = discriminant;
    }

    /**
     * Finds the space.
     *
     * @param clips of many voices, several of each, all of the same features
     * @param voices of each clip, counted from 0
     * @throws IllegalArgumentException if there are not as many voices as clips, or no two clips of a voice differ
     */
    public static VoiceSpace of(Iterable<LogMel> clips, int[] voices) {
        List<float[]> statistics = new ArrayList<>();
        clips.forEach(clip -> statistics.add(statistics(clip)));
        if (statistics.size() != voices.length) {
            throw new IllegalArgumentException(voices.length + " voices for " + statistics.size() + " clips");
        }
        return new VoiceSpace(Discriminant.of(statistics.toArray(new float[0][]), voices, DIRECTIONS));
    }

    /** Where a clip lies. */
    public float[] place(LogMel clip) {
        return discriminant.apply(statistics(clip));
    }

    /** Cepstra are what a cosine transform makes of a frame's bands; the first, the level, is left out of the means. */
    private static float[] statistics(LogMel clip) {
        int bands = clip.spec().bands();
        int kept = Math.min(CEPSTRA, bands);
        float[] values = clip.toArray();
        double silence = Math.log(clip.spec().floor());
        int frames = values.length / bands;
        double[] level = new double[frames];
        double loudest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < frames; t++) {
            for (int b = 0; b < bands; b++) {
                values[t * bands + b] = (float) Math.max(silence, values[t * bands + b]);
                level[t] += values[t * bands + b] / bands;
            }
            loudest = Math.max(loudest, level[t]);
        }
        double[][] cosines = cosines(bands, kept);
        List<double[]> cepstra = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            if (level[t] >= loudest - QUIETEST) {
                cepstra.add(cepstrum(values, t * bands, cosines));
            }
        }
        double[] mean = new double[kept];
        double[] square = new double[kept];
        double[] change = new double[kept];
        for (int t = 0; t < cepstra.size(); t++) {
            for (int k = 0; k < kept; k++) {
                double c = cepstra.get(t)[k];
                mean[k] += c / cepstra.size();
                square[k] += c * c / cepstra.size();
                double d = t == 0 ? 0 : c - cepstra.get(t - 1)[k];
                change[k] += d * d / cepstra.size();
            }
        }
        float[] statistics = new float[3 * kept - 1];
        for (int k = 0; k < kept; k++) {
            if (k > 0) {
                statistics[k - 1] = (float) mean[k];
            }
            statistics[kept - 1 + k] = (float) Math.sqrt(Math.max(0, square[k] - mean[k] * mean[k]));
            statistics[2 * kept - 1 + k] = (float) Math.sqrt(change[k]);
        }
        return statistics;
    }

    /** An orthonormal cosine transform, {@code [kept][bands]}. */
    private static double[][] cosines(int bands, int kept) {
        double[][] cosines = new double[kept][bands];
        for (int k = 0; k < kept; k++) {
            for (int b = 0; b < bands; b++) {
                cosines[k][b] = Math.cos(Math.PI * k * (b + 0.5) / bands) * Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            }
        }
        return cosines;
    }

    private static double[] cepstrum(float[] values, int from, double[][] cosines) {
        double[] cepstrum = new double[cosines.length];
        for (int k = 0; k < cepstrum.length; k++) {
            for (int b = 0; b < cosines[k].length; b++) {
                cepstrum[k] += values[from + b] * cosines[k][b];
            }
        }
        return cepstrum;
    }
}

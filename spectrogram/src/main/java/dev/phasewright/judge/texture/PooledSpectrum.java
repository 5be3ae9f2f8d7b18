package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.List;

/**
 * Of each pair of neighbouring bands of a log-mel spectrogram, over its loud frames: the mean, the deviation, and the mean
 * change to the next frame and between the two bands. Coarser than {@link TextureSpace} in what it knows of motion, finer
 * in frequency.
 */
public final class PooledSpectrum implements FeatureSpace {
    private static final MelSpec SPEC = MelSpec.STANDARD;
    /** In nepers below the loudest frame's mean. */
    private static final double LOUD = 3;
    /** In nepers below the loudest value: what is quieter counts as this. */
    private static final double CLEAREST = 7;

    private static final int FIGURES = 4;

    /** The space. */
    public PooledSpectrum() {}

    @Override
    public float[][] places(List<Audio> sounds) {
        return sounds.parallelStream()
                .map(sound -> place(LogMelDataset.features(sound, SPEC)))
                .toArray(float[][]::new);
    }

    private static float[] place(LogMel mel) {
        int pairs = mel.bands() / 2;
        double[] level = new double[mel.frames()];
        double loudestFrame = Double.NEGATIVE_INFINITY;
        double loudest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < level.length; t++) {
            for (int b = 0; b < mel.bands(); b++) {
                level[t] += mel.at(t, b) / (double) mel.bands();
                loudest = Math.max(loudest, mel.at(t, b));
            }
            loudestFrame = Math.max(loudestFrame, level[t]);
        }
        double[] sums = new double[pairs * FIGURES];
        int loud = 0;
        for (int t = 0; t < level.length; t++) {
            if (level[t] < loudestFrame - LOUD) {
                continue;
            }
            loud++;
            for (int p = 0; p < pairs; p++) {
                double low = Math.max(-CLEAREST, mel.at(t, 2 * p) - loudest);
                double high = Math.max(-CLEAREST, mel.at(t, 2 * p + 1) - loudest);
                double before = Math.max(-CLEAREST, mel.at(Math.max(0, t - 1), 2 * p) - loudest);
                double mean = (low + high) / 2;
                sums[p] += mean;
                sums[pairs + p] += mean * mean;
                sums[2 * pairs + p] += Math.abs(low - before);
                sums[3 * pairs + p] += Math.abs(high - low);
            }
        }
        float[] place = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            double mean = sums[i] / loud;
            double own = i / pairs == 1 ? Math.sqrt(Math.max(0, mean - Math.pow(sums[i - pairs] / loud, 2))) : mean;
            place[i] = (float) own;
        }
        return place;
    }
}

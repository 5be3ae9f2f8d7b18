package dev.phasewright.spectrogram.learn;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;

/**
 * The affine map between log-mel values and a network's units, in which every band has mean 0 and variance 1 over the
 * training data.
 *
 * @param mean of each band, in log-mel units
 * @param deviation standard deviation of each band, positive
 */
public record Normalization(float[] mean, float[] deviation) {
    /** A band that hardly moves is not blown up beyond this. */
    private static final double SMALLEST_DEVIATION = 0.05;

    /** @throws IllegalArgumentException if the lengths differ or a deviation is not positive */
    public Normalization {
        mean = mean.clone();
        deviation = deviation.clone();
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(mean.length + " means for " + deviation.length + " deviations");
        }
        for (int b = 0; b < mean.length; b++) {
            if (!(Float.isFinite(mean[b]) && deviation[b] > 0 && Float.isFinite(deviation[b]))) {
                throw new IllegalArgumentException("band " + b + ": mean " + mean[b] + ", deviation " + deviation[b]);
            }
        }
    }

    /** Measures a data set, each recording cut or padded with silence to {@code frames} frames as in training. */
    public static Normalization of(LogMelDataset data, int frames) {
        int bands = data.spec().bands();
        double[] sum = new double[bands];
        double[] squares = new double[bands];
        float[] clip = new float[frames * bands];
        for (int i = 0; i < data.size(); i++) {
            data.copy(i, 0, frames, clip, 0);
            for (int j = 0; j < clip.length; j++) {
                sum[j % bands] += clip[j];
                squares[j % bands] += (double) clip[j] * clip[j];
            }
        }
        double count = (double) data.size() * frames;
        float[] mean = new float[bands];
        float[] deviation = new float[bands];
        for (int b = 0; b < bands; b++) {
            mean[b] = (float) (sum[b] / count);
            double variance = squares[b] / count - (sum[b] / count) * (sum[b] / count);
            deviation[b] = (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, variance)));
        }
        return new Normalization(mean, deviation);
    }

    /** Log-mel values to network units, in place; row-major with one column a band. */
    public void normalize(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int band = i % mean.length;
            values[i] = (values[i] - mean[band]) / deviation[band];
        }
    }

    /** Network units back to a log-mel spectrogram. */
    public LogMel denormalize(float[] values, MelSpec spec) {
        float[] logMel = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int band = i % mean.length;
            logMel[i] = values[i] * deviation[band] + mean[band];
        }
        return new LogMel(spec, logMel);
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] deviation() {
        return deviation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "Normalization[" + mean.length + " bands]";
    }
}

package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import java.util.Arrays;

/**
 * Extended short-time objective intelligibility: how well the spectro-temporal pattern of clean speech survives, as a
 * mean correlation; higher is better, 1 for equality (J. Jensen and C. H. Taal, "An algorithm for predicting the
 * intelligibility of speech masked by modulated noise maskers", IEEE/ACM TASLP 24(11), 2016).
 *
 * <p>As there: 10 kHz; frames of 256 samples, half overlapping, Hann, zero-padded to 512; frames more than 40 dB below
 * the clean speech's loudest are cut from both sounds; 15 third-octave bands from 150 Hz; segments of 30 frames (384
 * ms) whose rows, then columns, are brought to zero mean and unit norm. A gain does not change the result.
 */
public final class Estoi {
    private static final int RATE = 10_000;
    private static final int FRAME = 256;
    private static final int HOP = FRAME / 2;
    private static final int FFT = 512;
    private static final int BANDS = 15;
    private static final double LOWEST_HZ = 150;
    private static final int SEGMENT = 30;
    private static final double RANGE_DB = 40;

    private static final double[] WINDOW = window();
    private static final int[] EDGE_LOW = edges(-1);
    private static final int[] EDGE_HIGH = edges(1);

    private Estoi() {}

    /**
     * The intelligibility of {@code processed} beside {@code clean}, which must be time-aligned.
     *
     * @return from −1 to 1; NaN if less than one segment (0.39 s) of speech is left after cutting silence
     * @throws IllegalArgumentException if either is not mono, or rates or lengths differ
     */
    public static double between(Audio clean, Audio processed) {
        if (clean.channels() != 1 || processed.channels() != 1) {
            throw new IllegalArgumentException("ESTOI takes mono sounds");
        }
        if (clean.sampleRate() != processed.sampleRate() || clean.length() != processed.length()) {
            throw new IllegalArgumentException("ESTOI cannot compare " + processed + " with " + clean);
        }
        return of(
                Resampler.resample(clean, RATE).channel(0),
                Resampler.resample(processed, RATE).channel(0));
    }

    /** The measure of samples already at 10 kHz. */
    static double of(float[] clean, float[] processed) {
        double[][] spoken = cutSilence(clean, processed);
        double[][] x = thirdOctaves(spoken[0]);
        double[][] y = thirdOctaves(spoken[1]);
        int segments = x.length - SEGMENT + 1;
        if (segments < 1) {
            return Double.NaN;
        }
        double sum = 0;
        for (int s = 0; s < segments; s++) {
            double[][] a = normalized(x, s);
            double[][] b = normalized(y, s);
            for (int j = 0; j < BANDS; j++) {
                for (int n = 0; n < SEGMENT; n++) {
                    sum += a[j][n] * b[j][n];
                }
            }
        }
        return sum / SEGMENT / segments;
    }

    /** Overlap-adds the frames in which the clean sound is within 40 dB of its loudest frame; the rest are cut out. */
    private static double[][] cutSilence(float[] clean, float[] processed) {
        int frames = frames(clean.length);
        double[] energy = new double[frames];
        double loudest = 0;
        for (int f = 0; f < frames; f++) {
            for (int i = 0; i < FRAME; i++) {
                double v = WINDOW[i] * clean[f * HOP + i];
                energy[f] += v * v;
            }
            loudest = Math.max(loudest, energy[f]);
        }
        double threshold = loudest * Math.pow(10, -RANGE_DB / 10);
        int kept = 0;
        double[][] out = new double[2][frames * HOP + HOP];
        for (int f = 0; f < frames; f++) {
            if (energy[f] > threshold) {
                for (int i = 0; i < FRAME; i++) {
                    out[0][kept * HOP + i] += WINDOW[i] * clean[f * HOP + i];
                    out[1][kept * HOP + i] += WINDOW[i] * processed[f * HOP + i];
                }
                kept++;
            }
        }
        int length = kept == 0 ? 0 : (kept + 1) * HOP;
        return new double[][] {Arrays.copyOf(out[0], length), Arrays.copyOf(out[1], length)};
    }

    /** The authors' frame count, which leaves out a last frame that just fits. */
    private static int frames(int samples) {
        return Math.max(0, (samples - FRAME + HOP - 1) / HOP);
    }

    /** Band magnitudes as {@code [frame][band]}, by a plain Fourier sum: only the bands' bins are needed. */
    private static double[][] thirdOctaves(double[] samples) {
        double[][] bands = new double[frames(samples.length)][BANDS];
        double[] cos = new double[FFT];
        double[] sin = new double[FFT];
        for (int i = 0; i < FFT; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / FFT);
            sin[i] = Math.sin(2 * Math.PI * i / FFT);
        }
        double[] frame = new double[FRAME];
        for (int f = 0; f < bands.length; f++) {
            for (int i = 0; i < FRAME; i++) {
                frame[i] = WINDOW[i] * samples[f * HOP + i];
            }
            for (int j = 0; j < BANDS; j++) {
                double power = 0;
                for (int k = EDGE_LOW[j]; k < EDGE_HIGH[j]; k++) {
                    double re = 0;
                    double im = 0;
                    for (int i = 0; i < FRAME; i++) {
                        re += frame[i] * cos[k * i % FFT];
                        im += frame[i] * sin[k * i % FFT];
                    }
                    power += re * re + im * im;
                }
                bands[f][j] = Math.sqrt(power);
            }
        }
        return bands;
    }

    /** One segment as {@code [band][frame]}, rows and then columns at zero mean and unit norm. */
    private static double[][] normalized(double[][] bands, int from) {
        double[][] rows = new double[BANDS][SEGMENT];
        for (int j = 0; j < BANDS; j++) {
            for (int n = 0; n < SEGMENT; n++) {
                rows[j][n] = bands[from + n][j];
            }
            normalize(rows[j]);
        }
        double[] column = new double[BANDS];
        for (int n = 0; n < SEGMENT; n++) {
            for (int j = 0; j < BANDS; j++) {
                column[j] = rows[j][n];
            }
            normalize(column);
            for (int j = 0; j < BANDS; j++) {
                rows[j][n] = column[j];
            }
        }
        return rows;
    }

    private static void normalize(double[] v) {
        double mean = 0;
        for (double x : v) {
            mean += x / v.length;
        }
        double squares = 0;
        for (int i = 0; i < v.length; i++) {
            v[i] -= mean;
            squares += v[i] * v[i];
        }
        // A constant row has no pattern to correlate: it counts as zero.
        double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        for (int i = 0; i < v.length; i++) {
            v[i] *= scale;
        }
    }

    /** Hann without its zero ends, as MATLAB's {@code hanning}. */
    private static double[] window() {
        double[] w = new double[FRAME];
        for (int i = 0; i < FRAME; i++) {
            w[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 1) / (FRAME + 1));
        }
        return w;
    }

    /** The FFT bin nearest to each band's lower (−1) or upper (1) edge, a sixth of an octave from its centre. */
    private static int[] edges(int side) {
        int[] bins = new int[BANDS];
        for (int j = 0; j < BANDS; j++) {
            double hertz = LOWEST_HZ * Math.pow(2, (2 * j + side) / 6.0);
            bins[j] = (int) Math.round(hertz * FFT / RATE);
        }
        return bins;
    }
}

package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.RealFft;
import java.util.function.IntPredicate;

/**
 * The harmonics-to-noise ratio of a sound over time (P. Boersma, "Accurate short-term analysis of the fundamental
 * frequency and the harmonics-to-noise ratio of a sampled sound", 1993): the highest peak r of the autocorrelation,
 * divided by that of the window, is the share of the power that repeats itself; the ratio is r / (1 − r).
 *
 * <p>Windows are Hann's, of four and a half of the longest periods (60 ms), 10 ms apart, their mean taken away. The autocorrelation is
 * interpolated to twice the sample rate without error, and between those points by a parabola. With windows as short
 * as that, which a gliding pitch needs, the purest sound of 80 Hz reaches 25 dB.
 */
public final class Harmonicity {
    /** The time between frames in seconds. */
    public static final double HOP_SECONDS = 0.01;

    private static final double LOWEST_HZ = 75;
    private static final double HIGHEST_HZ = 1200;
    private static final double PERIODS = 4.5;
    private static final int FINER = 2;
    /** The largest ratio told, in decibels, and the negative of the least. */
    private static final double RANGE_DB = 60;

    private final int hop;
    private final double[] window;
    private final RealFft transform;
    private final RealFft finer;
    private final int shortest;
    private final int longest;
    private final double[] ofWindow;

    private Harmonicity(int sampleRate) {
        hop = Math.max(1, (int) Math.round(HOP_SECONDS * sampleRate));
        window = new double[(int) Math.round(PERIODS * sampleRate / LOWEST_HZ)];
        for (int i = 0; i < window.length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / window.length);
        }
        shortest = (int) (FINER * sampleRate / HIGHEST_HZ);
        longest = (int) Math.ceil(FINER * sampleRate / LOWEST_HZ);
        int size = 2 * Integer.highestOneBit(window.length + longest / FINER);
        transform = RealFft.of(size);
        finer = RealFft.of(FINER * size);
        ofWindow = autocorrelation(window);
    }

    /**
     * The ratio in decibels, from −60 to 60, in each frame. Frame {@code f} is centred at {@code f·}{@value #HOP_SECONDS}
     * s, with zeros beyond both ends; where all is zero, or nothing repeats itself at 75 to 1,200 Hz, it is −60.
     */
    public static double[] of(Audio sound) {
        return of(sound, frame -> true);
    }

    /** The ratios of some frames alone; those of the others are −60. */
    static double[] of(Audio sound, IntPredicate wanted) {
        return new Harmonicity(sound.sampleRate()).track(sound.toMono().channel(0), wanted);
    }

    private double[] track(float[] samples, IntPredicate wanted) {
        double[] track = new double[1 + samples.length / hop];
        double[] frame = new double[window.length];
        for (int f = 0; f < track.length; f++) {
            if (!wanted.test(f)) {
                track[f] = -RANGE_DB;
                continue;
            }
            int start = f * hop - window.length / 2;
            double mean = 0;
            for (int i = 0; i < frame.length; i++) {
                frame[i] = start + i >= 0 && start + i < samples.length ? samples[start + i] : 0;
                mean += frame[i] / frame.length;
            }
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (frame[i] - mean) * window[i];
            }
            track[f] = ratio(autocorrelation(frame));
        }
        return track;
    }

    private double ratio(double[] ofFrame) {
        double best = 0;
        for (int lag = shortest; lag <= longest && ofFrame[0] > 0; lag++) {
            double before = normalized(ofFrame, lag - 1);
            double here = normalized(ofFrame, lag);
            double after = normalized(ofFrame, lag + 1);
            if (here > before && here >= after) {
                double bend = before - 2 * here + after;
                double tilt = after - before;
                best = Math.max(best, here - tilt * tilt / (8 * bend));
            }
        }
        if (best <= 0) {
            return -RANGE_DB;
        }
        // Boersma: what interpolation raises above 1 is as far from 1 as its reciprocal.
        double share = best > 1 ? 1 / best : best;
        double decibels = 10 * Math.log10(share / (1 - share));
        return Math.max(-RANGE_DB, Math.min(RANGE_DB, decibels));
    }

    private double normalized(double[] ofFrame, int lag) {
        return ofFrame[lag] / ofFrame[0] / (ofWindow[lag] / ofWindow[0]);
    }

    /** At lags of half a sample. */
    private double[] autocorrelation(double[] frame) {
        double[] padded = new double[transform.size()];
        System.arraycopy(frame, 0, padded, 0, frame.length);
        double[] re = new double[finer.bins()];
        double[] im = new double[finer.bins()];
        transform.forward(padded, re, im);
        for (int k = 0; k < transform.bins(); k++) {
            re[k] = re[k] * re[k] + im[k] * im[k];
            im[k] = 0;
        }
        double[] correlation = new double[finer.size()];
        finer.inverse(re, im, correlation);
        return correlation;
    }
}

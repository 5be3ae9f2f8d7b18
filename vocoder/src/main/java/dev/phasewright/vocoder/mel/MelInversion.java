package dev.phasewright.vocoder.mel;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * From mel bands back to linear frequency: finds non-negative magnitudes {@code m} that the filter bank {@code W} maps
 * onto the given mel magnitudes {@code y}. Many do, since there are several bins to a band; this is one near a smooth
 * spectrum. Immutable and safe for use by several threads.
 *
 * <p>Each frame starts from the mel envelope, interpolated linearly in log magnitude between the bands' centres, and is
 * then corrected by multiplicative updates {@code m ← m · Wᵀ(y / Wm) / Wᵀ1} (D. D. Lee and H. S. Seung, "Algorithms for
 * non-negative matrix factorization", NIPS 2000; in one variable Richardson and Lucy's). They keep {@code m} positive,
 * never increase the Kullback–Leibler divergence of {@code Wm} from {@code y}, and weigh quiet bands as their relative,
 * not their absolute error asks, which least squares does not. Measured on 24 espeak-ng clips (1024/128, 80 HTK bands;
 * log-spectral distance in dB / spectral convergence in dB against the true magnitudes):
 *
 * <table><caption>start and method</caption>
 * <tr><td>log interpolation, 16 updates (this)</td><td>3.91 / −10.8</td></tr>
 * <tr><td>linear interpolation, 16 updates</td><td>3.98 / −10.8</td></tr>
 * <tr><td>log interpolation alone</td><td>4.32 / −7.2</td></tr>
 * <tr><td>log interpolation, non-negative least squares (64 FISTA steps)</td><td>4.33 / −10.5</td></tr>
 * <tr><td>pseudo-inverse, non-negative least squares (64 FISTA steps)</td><td>4.53 / −10.2</td></tr>
 * <tr><td>pseudo-inverse, clipped at 0</td><td>4.87 / −9.1</td></tr>
 * </table>
 */
public final class MelInversion {
    /** Brings {@code Wm} within about −60 dB of {@code y}; the distance to the true magnitudes settles after 8. */
    private static final int UPDATES = 16;

    /** ln of the loudest magnitude used, some 120 dB above a full-scale sine: a model gone wild stays finite. */
    public static final float LOUDEST = 20;

    /** How far above ln(floor) rounding may put a band that was raised to the floor. */
    private static final float ROUNDING = 1e-4f;

    /** Frames a thread works on at a time. */
    private static final int PIECE = 100;

    /** The largest factor of one update where magnitudes are to be fitted: what is nearly nothing stays so. */
    private static final float LARGEST_FIT = 8;

    private final MelSpec spec;
    private final int bins;
    private final float quietest;
    /** The first bin of each band's support. */
    private final int[] first;
    /** The weights of each band over its support, {@code [band][bin − first]}. */
    private final float[][] weights;
    /** ln of the sum of each band's weights. */
    private final float[] logGain;
    /** 1 / the sum of each bin's weights over all bands; 0 where no band sees the bin. */
    private final float[] inverseCover;
    /** Whether a bin lies within the bands' range, edges included; beyond it there is silence. */
    private final boolean[] inRange;
    /** The band whose centre is at or below each bin, and the way to the next centre, 0 to 1. */
    private final int[] below;

    private final float[] fraction;

    private MelInversion(MelSpec spec) {
        this.spec = spec;
        int bands = spec.bands();
        this.bins = spec.stft().bins();
        this.quietest = (float) Math.log(spec.floor());
        this.first = new int[bands];
        this.weights = new float[bands][];
        this.logGain = new float[bands];
        this.inverseCover = new float[bins];
        this.inRange = new boolean[bins];
        this.below = new int[bins];
        this.fraction = new float[bins];
        float[] dense = MelFilterBank.of(spec).weights();
        double[] centre = new double[bands];
        for (int band = 0; band < bands; band++) {
            centre[band] = readBand(dense, band);
        }
        for (int k = 0; k < bins; k++) {
            inverseCover[k] = inverseCover[k] > 0 ? 1 / inverseCover[k] : 0;
            double hertz = spec.stft().frequency(k);
            inRange[k] = hertz >= spec.lowHz() && hertz <= spec.highHz();
            placeBin(k, centre);
        }
    }

    /** Takes one band's row out of the dense matrix and returns its centre of gravity in bins. */
    private double readBand(float[] dense, int band) {
        int from = bins;
        int to = 0;
        double sum = 0;
        double moment = 0;
        for (int k = 0; k < bins; k++) {
            float w = dense[band * bins + k];
            if (w > 0) {
                from = Math.min(from, k);
                to = k + 1;
                sum += w;
                moment += (double) w * k;
                inverseCover[k] += w;
            }
        }
        first[band] = from;
        weights[band] = new float[to - from];
        System.arraycopy(dense, band * bins + from, weights[band], 0, to - from);
        logGain[band] = (float) Math.log(sum);
        return moment / sum;
    }

    private void placeBin(int bin, double[] centre) {
        int band = 0;
        while (band < centre.length - 1 && centre[band + 1] <= bin) {
            band++;
        }
        below[bin] = band;
        if (band < centre.length - 1 && bin > centre[band]) {
            fraction[bin] = (float) ((bin - centre[band]) / (centre[band + 1] - centre[band]));
        }
    }

    /**
     * The inversion of one set of features; prepare once, use for every sound.
     *
     * @throws IllegalArgumentException if the filter bank cannot be made, as {@link MelFilterBank#of} says
     */
    public static MelInversion of(MelSpec spec) {
        return new MelInversion(Objects.requireNonNull(spec, "spec"));
    }

    /** The features this inverts. */
    public MelSpec spec() {
        return spec;
    }

    /**
     * Linear-frequency magnitudes for these mel bands. A band at or below the spec's floor counts as silent, so silence
     * comes back as exact zeros; bins outside {@code lowHz} to {@code highHz} are zero.
     *
     * @return as many frames, of a sound of {@code (frames − 1)·hop} samples; always finite
     * @throws IllegalArgumentException if the values have other features than {@link #spec}
     */
    public Magnitudes apply(LogMel mel) {
        if (!mel.spec().equals(spec)) {
            throw new IllegalArgumentException("log-mel values of " + mel.spec() + " do not fit " + spec);
        }
        float[] values = mel.toArray();
        float[] out = new float[mel.frames() * bins];
        IntStream.range(0, (mel.frames() + PIECE - 1) / PIECE).parallel().forEach(i -> {
            int from = i * PIECE;
            invert(values, from, Math.min(mel.frames(), from + PIECE), out);
        });
        return new Magnitudes(spec.stft(), spec.stft().samples(mel.frames()), out);
    }

    private void invert(float[] values, int from, int to, float[] out) {
        int bands = spec.bands();
        float[] level = new float[bands];
        float[] target = new float[bands];
        float[] m = new float[bins];
        float[] ratio = new float[bins];
        for (int frame = from; frame < to; frame++) {
            boolean silent = true;
            for (int band = 0; band < bands; band++) {
                float v = Math.min(LOUDEST, Math.max(quietest, values[frame * bands + band]));
                boolean heard = v > quietest + ROUNDING;
                level[band] = v - logGain[band];
                target[band] = heard ? (float) Math.exp(v) : 0;
                silent &= !heard;
            }
            if (!silent) {
                envelope(level, m);
                for (int i = 0; i < UPDATES; i++) {
                    update(target, 0, Float.MAX_VALUE, m, ratio);
                }
                System.arraycopy(m, 0, out, frame * bins, bins);
            }
        }
    }

    /** What magnitudes are to be fitted to, worked out once for many fits. */
    Fit fit(LogMel mel) {
        return new Fit(mel);
    }

    /** Mel bands that magnitudes are fitted to. Immutable and safe for use by several threads. */
    final class Fit {
        /** Mel magnitudes, {@code [frames × bands]}; 0 where a band is not heard. */
        private final float[] targets;

        private Fit(LogMel mel) {
            this.targets = mel.toArray();
            for (int i = 0; i < targets.length; i++) {
                targets[i] = targets[i] > quietest + ROUNDING ? (float) Math.exp(Math.min(LOUDEST, targets[i])) : 0;
            }
        }

        /**
         * Moves magnitudes towards others by a share of the way and then corrects them by the same updates until the filter
         * bank maps them nearly onto these bands. Bands at the floor are quietened if they are above it, for how far below it
         * they were is not known.
         *
         * @param share 0, not at all, to 1
         * @param found as many frames as there are bands' values
         */
        Magnitudes towards(Magnitudes others, float share, Magnitudes found, int updates) {
            float[] all = found.toArray();
            float[] target = new float[spec.bands()];
            float[] m = new float[bins];
            float[] ratio = new float[bins];
            for (int frame = 0; frame < found.frames(); frame++) {
                System.arraycopy(targets, frame * target.length, target, 0, target.length);
                int at = frame * bins;
                for (int k = 0; k < bins; k++) {
                    m[k] = all[at + k] + share * (others.at(frame, k) - all[at + k]);
                }
                for (int i = 0; i < updates; i++) {
                    update(target, (float) spec.floor(), LARGEST_FIT, m, ratio);
                }
                System.arraycopy(m, 0, all, at, bins);
            }
            return new Magnitudes(spec.stft(), found.samples(), all);
        }
    }

    /** The levels (ln) at the bands' centres, interpolated at every bin, as magnitudes. */
    private void envelope(float[] level, float[] m) {
        for (int k = 0; k < bins; k++) {
            if (inRange[k]) {
                float low = level[below[k]];
                float value = fraction[k] == 0 ? low : low + fraction[k] * (level[below[k] + 1] - low);
                m[k] = (float) Math.exp(value);
            }
        }
    }

    /**
     * One update.
     *
     * @param target mel magnitudes, 0 where a band is not heard
     * @param unheard how loud a band that is not heard may be
     * @param most the largest factor by which a heard band is raised or lowered
     */
    private void update(float[] target, float unheard, float most, float[] m, float[] ratio) {
        Arrays.fill(ratio, 0);
        for (int band = 0; band < target.length; band++) {
            float[] w = weights[band];
            int at = first[band];
            float predicted = 0;
            for (int i = 0; i < w.length; i++) {
                predicted += w[i] * m[at + i];
            }
            float r;
            if (target[band] > 0) {
                // Nothing predicted is nothing to scale: the band's bins have reached zero for a silent neighbour's
                // sake.
                r = predicted > 0 ? Math.min(most, Math.max(1 / most, target[band] / predicted)) : 0;
            } else {
                r = predicted > unheard ? unheard / predicted : 1;
            }
            for (int i = 0; i < w.length; i++) {
                ratio[at + i] += w[i] * r;
            }
        }
        for (int k = 0; k < bins; k++) {
            // A bin that no band sees (the outer edges of the first and last band) keeps the envelope's value.
            if (inverseCover[k] > 0) {
                m[k] *= ratio[k] * inverseCover[k];
            }
        }
    }
}

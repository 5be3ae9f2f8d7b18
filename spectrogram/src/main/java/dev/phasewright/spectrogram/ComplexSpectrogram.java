package dev.phasewright.spectrogram;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The complex short-time spectrum of one channel of sound: magnitude and phase in every bin of every frame. Immutable;
 * every operation that changes something makes a new spectrum.
 *
 * <p>Phases are in radians and refer to the first sample of the frame's window, as in librosa and torchaudio.
 */
public final class ComplexSpectrogram {
    /** Added to a real part to give a bin of nothing the phase 0; far below what a float adds to any real sound. */
    private static final float SILENCE = 1e-18f;

    private final StftSpec spec;
    private final int frames;
    private final int samples;
    /**
     * A frame's real parts and then its imaginary parts, an array a frame: a short array is still in the processor's own
     * cache when, newly cleared, it is filled.
     */
    private final float[][] parts;

    /** The last frame as the FFT gave it, where floats are too coarse to give the sound's end back; or null. */
    private final double @Nullable [] exactLastFrame;

    /**
     * Wraps real and imaginary parts; the arrays are copied.
     *
     * @param spec the transform they belong to
     * @param samples length in samples of the sound they describe
     * @param re real parts, row-major {@code [frames × bins]}
     * @param im imaginary parts, in the same order
     * @throws IllegalArgumentException if the sizes are not {@code frames × bins}
     */
    public ComplexSpectrogram(StftSpec spec, int samples, float[] re, float[] im) {
        this(Objects.requireNonNull(spec, "spec"), samples, rows(spec, samples, re, im), null);
    }

    private ComplexSpectrogram(StftSpec spec, int samples, float[][] parts, double @Nullable [] exactLastFrame) {
        this.spec = spec;
        this.samples = samples;
        this.frames = parts.length;
        this.parts = parts;
        this.exactLastFrame = exactLastFrame;
    }

    private static float[][] rows(StftSpec spec, int samples, float[] re, float[] im) {
        int bins = spec.bins();
        long size = (long) spec.frames(samples) * bins;
        if (samples < 0 || re.length != size || im.length != size) {
            throw new IllegalArgumentException(re.length + " and " + im.length + " parts are not "
                    + spec.frames(samples) + " frames of " + bins + " bins");
        }
        float[][] rows = new float[spec.frames(samples)][2 * bins];
        for (int f = 0; f < rows.length; f++) {
            System.arraycopy(re, f * bins, rows[f], 0, bins);
            System.arraycopy(im, f * bins, rows[f], bins, bins);
        }
        return rows;
    }

    /** Wraps arrays that the caller gives away; for the code of this package that has just made them. */
    static ComplexSpectrogram wrap(StftSpec spec, int samples, float[][] parts, double @Nullable [] exactLastFrame) {
        return new ComplexSpectrogram(spec, samples, parts, exactLastFrame);
    }

    /**
     * Joins magnitudes and phases.
     *
     * @param magnitudes the magnitudes, which also give spec and length
     * @param phase radians, any multiple of a turn allowed, row-major {@code [frames × bins]}
     * @throws IllegalArgumentException if there is not one phase for each magnitude
     */
    public static ComplexSpectrogram fromPolar(Magnitudes magnitudes, float[] phase) {
        float[] m = magnitudes.array();
        if (phase.length != m.length) {
            throw new IllegalArgumentException(phase.length + " phases do not fit " + m.length + " magnitudes");
        }
        int bins = magnitudes.bins();
        float[][] rows = new float[magnitudes.frames()][2 * bins];
        for (int f = 0; f < rows.length; f++) {
            for (int k = 0; k < bins; k++) {
                int i = f * bins + k;
                rows[f][k] = (float) (m[i] * Math.cos(phase[i]));
                rows[f][bins + k] = (float) (m[i] * Math.sin(phase[i]));
            }
        }
        return wrap(magnitudes.spec(), magnitudes.samples(), rows, null);
    }

    /** The transform this spectrum belongs to. */
    public StftSpec spec() {
        return spec;
    }

    /** The number of frames. */
    public int frames() {
        return frames;
    }

    /** The number of bins of each frame. */
    public int bins() {
        return spec.bins();
    }

    /** The length in samples of the sound described. */
    public int samples() {
        return samples;
    }

    /** The real part of one bin. */
    public float re(int frame, int bin) {
        return parts[frame][bin];
    }

    /** The imaginary part of one bin. */
    public float im(int frame, int bin) {
        return parts[frame][spec.bins() + bin];
    }

    /** The magnitudes: the phase is discarded here, and only here. */
    public Magnitudes magnitudes() {
        int bins = spec.bins();
        float[] m = new float[frames * bins];
        for (int f = 0; f < frames; f++) {
            float[] row = parts[f];
            for (int k = 0; k < bins; k++) {
                float x = row[k];
                float y = row[bins + k];
                m[f * bins + k] = (float) Math.sqrt(x * x + y * y);
            }
        }
        return Magnitudes.wrap(spec, samples, m);
    }

    /** The phases in radians from −π to π, row-major {@code [frames × bins]}; 0 where the magnitude is 0. */
    public float[] phase() {
        int bins = spec.bins();
        float[] phase = new float[frames * bins];
        for (int f = 0; f < frames; f++) {
            for (int k = 0; k < bins; k++) {
                // Adding +0 turns −0 into +0: the phase of nothing is 0, not π.
                phase[f * bins + k] = (float) Math.atan2(parts[f][bins + k] + 0f, parts[f][k] + 0f);
            }
        }
        return phase;
    }

    /**
     * This spectrum's phases under other magnitudes: the projection of Griffin and Lim. A bin without magnitude here
     * gets phase 0.
     *
     * @throws IllegalArgumentException if the magnitudes have another spec or length
     */
    public ComplexSpectrogram withMagnitudes(Magnitudes magnitudes) {
        requireSameShape(magnitudes.spec(), magnitudes.samples());
        float[][] rows = new float[frames][];
        for (int f = 0; f < frames; f++) {
            rows[f] = parts[f].clone();
            scale(rows[f], magnitudes.array(), f * spec.bins());
        }
        return wrap(spec, samples, rows, null);
    }

    /**
     * The phases of the linear combination {@code a·this + b·y} under other magnitudes: {@link #combine} and then {@link
     * #withMagnitudes}, in one pass. An iterative reconstructor spends much of its time here.
     *
     * @throws IllegalArgumentException if {@code y} or the magnitudes have another spec or length
     */
    public ComplexSpectrogram combine(double a, ComplexSpectrogram y, double b, Magnitudes magnitudes) {
        requireSameShape(y.spec, y.samples);
        requireSameShape(magnitudes.spec(), magnitudes.samples());
        float[][] rows = new float[frames][];
        for (int f = 0; f < frames; f++) {
            rows[f] = combine((float) a, parts[f], (float) b, y.parts[f]);
            scale(rows[f], magnitudes.array(), f * spec.bins());
        }
        return wrap(spec, samples, rows, null);
    }

    /** Gives a frame the magnitudes from {@code at} on. No branches, so that the compiler vectorizes it. */
    private static void scale(float[] row, float[] m, int at) {
        int bins = row.length / 2;
        for (int k = 0; k < bins; k++) {
            float x = row[k] + SILENCE;
            float y = row[bins + k];
            float gain = m[at + k] / (float) Math.sqrt(Math.max(x * x + y * y, Float.MIN_NORMAL));
            row[k] = x * gain;
            row[bins + k] = y * gain;
        }
    }

    /**
     * The linear combination {@code a·this + b·y}, bin by bin.
     *
     * @throws IllegalArgumentException if {@code y} has another spec or length
     */
    public ComplexSpectrogram combine(double a, ComplexSpectrogram y, double b) {
        requireSameShape(y.spec, y.samples);
        float[][] rows = new float[frames][];
        for (int f = 0; f < frames; f++) {
            rows[f] = combine((float) a, parts[f], (float) b, y.parts[f]);
        }
        return wrap(spec, samples, rows, null);
    }

    private static float[] combine(float a, float[] x, float b, float[] y) {
        float[] sum = new float[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * x[i] + b * y[i];
        }
        return sum;
    }

    private void requireSameShape(StftSpec otherSpec, int otherSamples) {
        if (!spec.equals(otherSpec) || samples != otherSamples) {
            throw new IllegalArgumentException(
                    otherSamples + " samples of " + otherSpec + " do not fit " + samples + " samples of " + spec);
        }
    }

    /** A copy of the real parts, row-major {@code [frames × bins]}. */
    public float[] reals() {
        return columns(0);
    }

    /** A copy of the imaginary parts, row-major {@code [frames × bins]}. */
    public float[] imaginaries() {
        return columns(spec.bins());
    }

    /** The {@code bins} columns from {@code first} on of every row. */
    private float[] columns(int first) {
        int bins = spec.bins();
        float[] all = new float[frames * bins];
        for (int f = 0; f < frames; f++) {
            System.arraycopy(parts[f], first, all, f * bins, bins);
        }
        return all;
    }

    /** One frame's real parts and then its imaginary parts, not a copy. */
    float[] row(int frame) {
        return parts[frame];
    }

    double @Nullable [] exactLastFrame() {
        return exactLastFrame;
    }
}

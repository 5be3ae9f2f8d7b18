package dev.phasewright.spectrogram;

import java.util.Objects;

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
    private final float[] re;
    private final float[] im;
    /** The last frame as the FFT gave it, where floats are too coarse to give the sound's end back; or null. */
    private final double[] exactLastFrame;

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
        this(spec, samples, re.clone(), im.clone(), null);
    }

    private ComplexSpectrogram(StftSpec spec, int samples, float[] re, float[] im, double[] exactLastFrame) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.samples = samples;
        this.frames = spec.frames(samples);
        this.re = re;
        this.im = im;
        this.exactLastFrame = exactLastFrame;
        long size = (long) frames * spec.bins();
        if (samples < 0 || re.length != size || im.length != size) {
            throw new IllegalArgumentException(re.length + " and " + im.length + " parts are not " + frames
                    + " frames of " + spec.bins() + " bins");
        }
    }

    /** Wraps arrays that the caller gives away; for the code of this package that has just made them. */
    static ComplexSpectrogram wrap(StftSpec spec, int samples, float[] re, float[] im, double[] exactLastFrame) {
        return new ComplexSpectrogram(spec, samples, re, im, exactLastFrame);
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
        float[] re = new float[m.length];
        float[] im = new float[m.length];
        for (int i = 0; i < m.length; i++) {
            re[i] = (float) (m[i] * Math.cos(phase[i]));
            im[i] = (float) (m[i] * Math.sin(phase[i]));
        }
        return wrap(magnitudes.spec(), magnitudes.samples(), re, im, null);
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
        return re[frame * spec.bins() + bin];
    }

    /** The imaginary part of one bin. */
    public float im(int frame, int bin) {
        return im[frame * spec.bins() + bin];
    }

    /** The magnitudes: the phase is discarded here, and only here. */
    public Magnitudes magnitudes() {
        float[] m = new float[re.length];
        for (int i = 0; i < m.length; i++) {
            m[i] = (float) Math.sqrt(re[i] * re[i] + im[i] * im[i]);
        }
        return Magnitudes.wrap(spec, samples, m);
    }

    /** The phases in radians from −π to π, row-major {@code [frames × bins]}; 0 where the magnitude is 0. */
    public float[] phase() {
        float[] phase = new float[re.length];
        for (int i = 0; i < phase.length; i++) {
            // Adding +0 turns −0 into +0: the phase of nothing is 0, not π.
            phase[i] = (float) Math.atan2(im[i] + 0f, re[i] + 0f);
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
        float[] m = magnitudes.array();
        float[] newRe = new float[m.length];
        float[] newIm = new float[m.length];
        // No branches, so that the compiler vectorizes it; an iterative reconstructor spends much of its time here.
        for (int i = 0; i < m.length; i++) {
            float x = re[i] + SILENCE;
            float y = im[i];
            float gain = m[i] / (float) Math.sqrt(Math.max(x * x + y * y, Float.MIN_NORMAL));
            newRe[i] = x * gain;
            newIm[i] = y * gain;
        }
        return wrap(spec, samples, newRe, newIm, null);
    }

    /**
     * The linear combination {@code a·this + b·y}, bin by bin.
     *
     * @throws IllegalArgumentException if {@code y} has another spec or length
     */
    public ComplexSpectrogram combine(double a, ComplexSpectrogram y, double b) {
        requireSameShape(y.spec, y.samples);
        float p = (float) a;
        float q = (float) b;
        float[] newRe = new float[re.length];
        float[] newIm = new float[re.length];
        for (int i = 0; i < newRe.length; i++) {
            newRe[i] = p * re[i] + q * y.re[i];
            newIm[i] = p * im[i] + q * y.im[i];
        }
        return wrap(spec, samples, newRe, newIm, null);
    }

    private void requireSameShape(StftSpec otherSpec, int otherSamples) {
        if (!spec.equals(otherSpec) || samples != otherSamples) {
            throw new IllegalArgumentException(
                    otherSamples + " samples of " + otherSpec + " do not fit " + samples + " samples of " + spec);
        }
    }

    /** A copy of the real parts, row-major {@code [frames × bins]}. */
    public float[] reals() {
        return re.clone();
    }

    /** A copy of the imaginary parts, row-major {@code [frames × bins]}. */
    public float[] imaginaries() {
        return im.clone();
    }

    float[] reArray() {
        return re;
    }

    float[] imArray() {
        return im;
    }

    double[] exactLastFrame() {
        return exactLastFrame;
    }
}

package dev.phasewright.spectrogram;

import java.util.Objects;

/** The complex short-time spectrum of one channel of sound: magnitude and phase in every bin of every frame. */
public final class ComplexSpectrogram {
    private final StftSpec spec;
    private final int frames;
    private final int samples;
    private final float[] re;
    private final float[] im;

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
        this(spec, samples, re.clone(), im.clone(), spec.frames(samples));
    }

    private ComplexSpectrogram(StftSpec spec, int samples, float[] re, float[] im, int frames) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.samples = samples;
        this.frames = frames;
        this.re = re;
        this.im = im;
        long size = (long) frames * spec.bins();
        if (samples < 0 || re.length != size || im.length != size) {
            throw new IllegalArgumentException(re.length + " and " + im.length + " parts are not " + frames
                    + " frames of " + spec.bins() + " bins");
        }
    }

    /** Wraps arrays that the caller gives away; for the code of this package that has just made them. */
    static ComplexSpectrogram wrap(StftSpec spec, int samples, float[] re, float[] im) {
        return new ComplexSpectrogram(spec, samples, re, im, spec.frames(samples));
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
            m[i] = (float) Math.sqrt((double) re[i] * re[i] + (double) im[i] * im[i]);
        }
        return new Magnitudes(spec, samples, m);
    }

    float[] reArray() {
        return re;
    }

    float[] imArray() {
        return im;
    }
}

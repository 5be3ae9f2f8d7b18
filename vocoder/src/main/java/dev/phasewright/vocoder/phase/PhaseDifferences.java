package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;

/**
 * How the phase of a spectrum changes from each frame to the next and from each bin to the next, and how far each
 * change can be trusted. Unlike the phase itself, these can be told from magnitudes.
 *
 * <p>A change of {@code δ} radians known with the concentration {@code κ} is the complex number {@code κ·exp(iδ)}: the
 * natural parameter of a von Mises distribution of the change. Two conventions keep {@code δ} small where the sound is
 * steady: phases refer to the middle of the window, and the change in time is counted beyond the bin's own advance
 * {@code 2πk·hop/n}.
 *
 * <p>Arrays are row-major {@code [frames × bins]}. Index {@code (t, k)} holds the change from {@code (t − 1, k)} in time
 * and from {@code (t, k − 1)} in frequency; the first row and the first column hold nothing.
 */
public final class PhaseDifferences {
    private final float[] timeRe;
    private final float[] timeIm;
    private final float[] frequencyRe;
    private final float[] frequencyIm;

    /** Wraps arrays that the caller gives away. */
    public PhaseDifferences(
            StftSpec spec, int frames, float[] timeRe, float[] timeIm, float[] frequencyRe, float[] frequencyIm) {
        int size = frames * spec.bins();
        if (timeRe.length != size
                || timeIm.length != size
                || frequencyRe.length != size
                || frequencyIm.length != size) {
            throw new IllegalArgumentException("differences do not fit " + frames + " frames of " + spec.bins());
        }
        this.timeRe = timeRe;
        this.timeIm = timeIm;
        this.frequencyRe = frequencyRe;
        this.frequencyIm = frequencyIm;
    }

    /** Real parts of the changes in time; not a copy. */
    public float[] timeRe() {
        return timeRe;
    }

    /** Imaginary parts of the changes in time; not a copy. */
    public float[] timeIm() {
        return timeIm;
    }

    /** Real parts of the changes in frequency; not a copy. */
    public float[] frequencyRe() {
        return frequencyRe;
    }

    /** Imaginary parts of the changes in frequency; not a copy. */
    public float[] frequencyIm() {
        return frequencyIm;
    }

    /** The true differences, each of concentration 1; 0 where a magnitude is 0. */
    public static PhaseDifferences of(ComplexSpectrogram spectrum) {
        StftSpec spec = spectrum.spec();
        int bins = spec.bins();
        float[] re = spectrum.reals();
        float[] im = spectrum.imaginaries();
        centre(re, im, bins);
        float[] timeRe = new float[re.length];
        float[] timeIm = new float[re.length];
        float[] frequencyRe = new float[re.length];
        float[] frequencyIm = new float[re.length];
        for (int i = 0; i < re.length; i++) {
            int k = i % bins;
            if (i >= bins) {
                double advance = advance(spec, k);
                double c = Math.cos(advance);
                double s = Math.sin(advance);
                double x = re[i] * c + im[i] * s;
                double y = im[i] * c - re[i] * s;
                unit(x, y, re[i - bins], im[i - bins], i, timeRe, timeIm);
            }
            if (k > 0) {
                unit(re[i], im[i], re[i - 1], im[i - 1], i, frequencyRe, frequencyIm);
            }
        }
        return new PhaseDifferences(spec, spectrum.frames(), timeRe, timeIm, frequencyRe, frequencyIm);
    }

    /** {@code (x + iy)·conj(u + iv)}, brought to length 1. */
    private static void unit(double x, double y, double u, double v, int at, float[] toRe, float[] toIm) {
        double re = x * u + y * v;
        double im = y * u - x * v;
        double length = Math.hypot(re, im);
        if (length > 0) {
            toRe[at] = (float) (re / length);
            toIm[at] = (float) (im / length);
        }
    }

    /** What a bin's own frequency adds to its phase in one hop, in radians from 0 to 2π. */
    public static double advance(StftSpec spec, int bin) {
        // Reduced before it is scaled: the product of bin and hop may be large.
        return 2 * Math.PI * ((long) bin * spec.hop() % spec.fftSize()) / spec.fftSize();
    }

    /** Turns phases that refer to the window's first sample into ones that refer to its middle, and back. */
    public static void centre(float[] re, float[] im, int bins) {
        for (int i = 0; i < re.length; i++) {
            if (i % bins % 2 == 1) {
                re[i] = -re[i];
                im[i] = -im[i];
            }
        }
    }
}

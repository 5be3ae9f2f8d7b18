package dev.phasewright.spectrogram;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The Fourier transform of {@code n} real samples, for any {@code n} of at least 1, and its inverse. Immutable and safe
 * for use by several threads. Sizes without large prime factors are fast; others (Bluestein's algorithm) take some ten
 * times as long and several times the memory.
 *
 * <p>Spectra are numpy's {@code rfft}: {@link #bins} values, of which the first is real, and the last, too, if {@code n} is
 * even.
 */
public final class RealFft {
    /** Plans hold only tables that a transform reads, so one a size serves every thread. */
    private static final Map<Integer, DoubleFFT_1D> PLANS = new ConcurrentHashMap<>();

    /** The largest size whose plan is kept: larger ones are those of whole files, hardly ever the same twice. */
    private static final int LARGEST_KEPT = 1 << 20;

    /** What JTransforms leaves to Bluestein: sizes with this much left when divided by 2, 3 and 5. */
    private static final int ROUGH = 211;

    private final int size;
    private final DoubleFFT_1D plan;
    private final double unscale;

    private RealFft(int size) {
        this.size = size;
        this.plan = size > LARGEST_KEPT ? new DoubleFFT_1D(size) : PLANS.computeIfAbsent(size, DoubleFFT_1D::new);
        // JTransforms' unscaled inverse is off by a factor that depends on the size's algorithm: measure it.
        double[] flat = new double[size];
        flat[0] = size;
        plan.realInverse(flat, false);
        this.unscale = 1 / flat[0];
    }

    /**
     * The transform of so many samples.
     *
     * @throws IllegalArgumentException if {@code size < 1}
     */
    public static RealFft of(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a transform needs at least one sample, not " + size);
        }
        return new RealFft(size);
    }

    /** About how many bytes a transform of this size takes while it works, its samples and spectrum not counted. */
    public static long workingBytes(long size) {
        long rough = size;
        for (int factor : new int[] {2, 3, 5}) {
            while (rough % factor == 0) {
                rough /= factor;
            }
        }
        if (rough < ROUGH) {
            return 4L * Double.BYTES * size;
        }
        // Three complex arrays of a power of two from twice the size on.
        return 6L * Double.BYTES * 2 * Long.highestOneBit(2L * size - 1);
    }

    /** The number of samples. */
    public int size() {
        return size;
    }

    /** The number of values of a spectrum, {@code size / 2 + 1}. */
    public int bins() {
        return size / 2 + 1;
    }

    /**
     * The transform.
     *
     * @param samples {@link #size} values, overwritten
     * @param re receives {@link #bins} real parts
     * @param im receives as many imaginary parts
     */
    public void forward(double[] samples, double[] re, double[] im) {
        plan.realForward(samples);
        int whole = (size - 1) / 2;
        re[0] = samples[0];
        im[0] = 0;
        for (int k = 1; k <= whole; k++) {
            re[k] = samples[2 * k];
            // Of an odd size, JTransforms puts what would come behind the end in the second place.
            im[k] = 2 * k + 1 < size ? samples[2 * k + 1] : samples[1];
        }
        if (size % 2 == 0) {
            re[size / 2] = samples[1];
            im[size / 2] = 0;
        }
    }

    /**
     * Undoes {@link #forward}. Imaginary parts of values that can only be real are left out.
     *
     * @param re {@link #bins} real parts
     * @param im as many imaginary parts
     * @param samples receives {@link #size} values
     */
    public void inverse(double[] re, double[] im, double[] samples) {
        int whole = (size - 1) / 2;
        samples[0] = re[0] * unscale;
        for (int k = 1; k <= whole; k++) {
            samples[2 * k] = re[k] * unscale;
            samples[2 * k + 1 < size ? 2 * k + 1 : 1] = im[k] * unscale;
        }
        if (size % 2 == 0) {
            samples[1] = re[size / 2] * unscale;
        }
        plan.realInverse(samples, false);
    }

    /** In place and packed as JTransforms has it: for {@link Stft}, which counts passes over a frame. */
    void forwardPacked(double[] frame) {
        plan.realForward(frame);
    }

    /** Undoes {@link #forwardPacked} but for the factor {@link #unscale}. */
    void inversePacked(double[] frame) {
        plan.realInverse(frame, false);
    }

    double unscale() {
        return unscale;
    }
}

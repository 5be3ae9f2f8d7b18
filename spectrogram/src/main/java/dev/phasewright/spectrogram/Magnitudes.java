package dev.phasewright.spectrogram;

import java.util.Objects;

/**
 * A magnitude spectrogram on linear frequency: what is left of a {@link ComplexSpectrogram} when its phase is
 * discarded. Values are finite and not negative; a full-scale sine reads half the sum of the window.
 */
public final class Magnitudes {
    private final StftSpec spec;
    private final int frames;
    private final int samples;
    private final float[] values;

    /**
     * Wraps magnitudes; the array is copied.
     *
     * @param spec the transform they belong to
     * @param samples length in samples of the sound they describe; its frame count must be that of {@code values}
     * @param values row-major {@code [frames × bins]}
     * @throws IllegalArgumentException if the size is not {@code frames × bins}, or a value is negative or not finite
     */
    public Magnitudes(StftSpec spec, int samples, float[] values) {
        this(spec, values.clone(), samples);
    }

    private Magnitudes(StftSpec spec, float[] values, int samples) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.samples = samples;
        this.frames = spec.frames(samples);
        if (samples < 0 || values.length != (long) frames * spec.bins()) {
            throw new IllegalArgumentException(
                    values.length + " magnitudes are not " + frames + " frames of " + spec.bins() + " bins");
        }
        requireMagnitudes(values);
        this.values = values;
    }

    private static void requireMagnitudes(float[] values) {
        // What is negative or not finite is outside the range of bits from 0 to infinity; of all at once it is told by
        // the least and the greatest, which the compiler vectorizes.
        int least = 0;
        int greatest = 0;
        for (float v : values) {
            int bits = Float.floatToRawIntBits(v);
            least = Math.min(least, bits);
            greatest = Math.max(greatest, bits);
        }
        if (least < 0 || greatest >= Float.floatToRawIntBits(Float.POSITIVE_INFINITY)) {
            for (float v : values) {
                if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("magnitude " + v + " is negative or not finite");
                }
            }
        }
    }

    /** Wraps an array that the caller gives away; for the code of this package that has just made it. */
    static Magnitudes wrap(StftSpec spec, int samples, float[] values) {
        return new Magnitudes(spec, values, samples);
    }

    /** The transform these magnitudes belong to. */
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

    /**
     * The same magnitudes of a sound of another length: how many frames there are does not tell where within the last hop
     * it ends.
     *
     * @param other its length in samples
     * @throws IllegalArgumentException if such a sound has another number of frames
     */
    public Magnitudes lasting(int other) {
        return new Magnitudes(spec, values, other);
    }

    /** One magnitude. */
    public float at(int frame, int bin) {
        return values[frame * spec.bins() + bin];
    }

    /** A copy of all values, row-major {@code [frames × bins]}. */
    public float[] toArray() {
        return values.clone();
    }

    float[] array() {
        return values;
    }
}

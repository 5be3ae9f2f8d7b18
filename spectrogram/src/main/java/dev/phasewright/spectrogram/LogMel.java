package dev.phasewright.spectrogram;

import java.util.Objects;

/**
 * A log-mel spectrogram: the magnitudes that the diffusion model learns and generates. Values are natural logarithms
 * of mel magnitudes, finite; what a {@link MelFilterBank} makes is at least {@code ln(floor)}, what a model makes may
 * stray below.
 */
public final class LogMel {
    private final MelSpec spec;
    private final int frames;
    private final float[] values;

    /**
     * Wraps log-mel values; the array is copied.
     *
     * @param spec the features they are
     * @param values row-major {@code [frames × bands]}, at least one frame
     * @throws IllegalArgumentException if the size is not a whole number of frames, or a value is not finite
     */
    public LogMel(MelSpec spec, float[] values) {
        this.spec = Objects.requireNonNull(spec, "spec");
        if (values.length == 0 || values.length % spec.bands() != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are not whole frames of " + spec.bands() + " bands");
        }
        for (float v : values) {
            if (!Float.isFinite(v)) {
                throw new IllegalArgumentException("log-mel value " + v + " is not finite");
            }
        }
        this.frames = values.length / spec.bands();
        this.values = values.clone();
    }

    /** The features these are. */
    public MelSpec spec() {
        return spec;
    }

    /** The number of frames, at least 1. */
    public int frames() {
        return frames;
    }

    /** The number of mel bands. */
    public int bands() {
        return spec.bands();
    }

    /** One value: the natural logarithm of a mel magnitude. */
    public float at(int frame, int band) {
        return values[frame * spec.bands() + band];
    }

    /** A copy of all values, row-major {@code [frames × bands]}. */
    public float[] toArray() {
        return values.clone();
    }

    float[] array() {
        return values;
    }
}

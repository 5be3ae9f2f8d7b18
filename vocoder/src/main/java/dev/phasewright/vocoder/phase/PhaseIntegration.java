package dev.phasewright.vocoder.phase;

/**
 * Turns phase differences into phases, some frames at a time. It remembers where it has got to, so that a sound can be
 * fed in pieces; not for use by several threads.
 */
public interface PhaseIntegration {
    /** Frames that are done together, but for the sound's last ones. */
    int block();

    /** Frames beyond a block that its phases depend on, besides what the differences do. */
    int lookAhead();

    /**
     * The spectrum of the next frames.
     *
     * @param magnitudes row-major, all finite and not negative
     * @param row the first of the frames, in {@code magnitudes}, {@code differences} and {@code outRe}
     * @param count how many, from 1 to {@link #block}
     * @param seen how many frames from {@code row} on there are to look at, at least {@code count}
     * @param differences of the same frames
     * @param outRe is given the real parts of {@code count} frames; phases refer to the middle of the window
     * @param outIm is given the imaginary parts
     */
    void next(
            float[] magnitudes,
            int row,
            int count,
            int seen,
            PhaseDifferences differences,
            float[] outRe,
            float[] outIm);
}

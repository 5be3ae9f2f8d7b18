package dev.phasewright.serve;

/**
 * What the server gives to those who ask, and no more.
 *
 * @param uploadBytes the largest upload, in bytes
 * @param clipSeconds the longest sound that is taken, in seconds
 * @param queuedJobs generations that may wait while one runs
 * @param waitingSounds requests for a processed sound that may wait while others are at work
 * @param storedBytes what all sounds kept in memory may take, in bytes; the one unused for longest goes first
 * @param results blind tests whose results are kept
 */
public record Limits(
        long uploadBytes, double clipSeconds, int queuedJobs, int waitingSounds, long storedBytes, int results) {
    /** Enough for a person and a few programs at once, on a small machine. */
    public static final Limits STANDARD = new Limits(32 << 20, 30, 8, 16, 192 << 20, 10_000);

    /** Samples of all channels together that a second of an accepted sound has at most: stereo at 96 kHz. */
    static final int SAMPLES_PER_SECOND = 2 * 96_000;

    /**
     * The standard with other sounds and another queue: sounds that may be longer may be larger, too.
     *
     * @param clipSeconds the longest sound that is taken, in seconds
     * @param queuedJobs generations that may wait while one runs
     * @throws IllegalArgumentException if one is not positive
     */
    public static Limits of(double clipSeconds, int queuedJobs) {
        double longer = Math.max(1, clipSeconds / STANDARD.clipSeconds);
        return new Limits(
                (long) (STANDARD.uploadBytes * longer),
                clipSeconds,
                queuedJobs,
                STANDARD.waitingSounds,
                (long) (STANDARD.storedBytes * longer),
                STANDARD.results);
    }

    /** @throws IllegalArgumentException if a limit is not positive, or a single sound could not be kept */
    public Limits {
        if (uploadBytes < 1 || !(clipSeconds > 0) || queuedJobs < 1 || waitingSounds < 1 || results < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (storedBytes < clipSeconds * SAMPLES_PER_SECOND * (Float.BYTES + Short.BYTES)) {
            throw new IllegalArgumentException(storedBytes + " bytes do not hold one sound of " + clipSeconds + " s");
        }
    }
}

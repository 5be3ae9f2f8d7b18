package dev.phasewright.collection;

/**
 * What collections may take.
 *
 * @param collections how many
 * @param classes of each
 * @param samples of each
 * @param bytes of the samples of each, as they are kept
 * @param spare bytes that are left on the disk, whatever comes
 */
public record CollectionLimits(int collections, int classes, int samples, long bytes, long spare) {
    /** Enough for a drawer of drums, and little for a disk. */
    public static final CollectionLimits STANDARD = new CollectionLimits(16, 64, 2000, 512L << 20, 256L << 20);

    /** @throws IllegalArgumentException if one is not positive */
    public CollectionLimits {
        if (collections < 1 || classes < 1 || samples < 1 || bytes < 1 || spare < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}

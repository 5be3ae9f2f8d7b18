package dev.phasewright.corpus;

/** A clip's own seed. */
final class ClipSeed {
    private ClipSeed() {}

    /**
     * The seed of one attempt at one clip.
     *
     * @param corpusSeed the corpus's seed
     * @param split the part the clip is for
     * @param index the clip's place in that part, from 0
     * @param attempt how many earlier drafts of this clip were rejected
     */
    static long of(long corpusSeed, Split split, int index, int attempt) {
        long seed = corpusSeed;
        for (long part : new long[] {split.folder().hashCode(), index, attempt}) {
            seed = mix(seed + 0x9E3779B97F4A7C15L * (part + 1));
        }
        return seed;
    }

    /** The finalizer of SplitMix64: neighbouring inputs give unrelated outputs. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

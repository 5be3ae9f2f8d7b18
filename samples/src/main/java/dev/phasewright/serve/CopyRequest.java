package dev.phasewright.serve;

/**
 * How a sound's phase is to be made anew.
 *
 * @param method {@link #NETWORK} or the name of a phase reconstructor
 * @param viaMel whether only mel bands are kept of the magnitudes
 * @param iterations of a method that iterates
 * @param refine iterations of fast Griffin-Lim after any method
 * @param seed what random phases are drawn from
 */
record CopyRequest(String method, boolean viaMel, int iterations, int refine, long seed) {
    /** The trained vocoder. */
    static final String NETWORK = "network";

    static final int MOST_ITERATIONS = 100;
}

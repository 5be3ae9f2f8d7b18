package dev.phasewright.serve;

import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import java.util.List;

/**
 * How a sound's phase is to be made anew.
 *
 * @param method a name of {@link VocoderChoice#names}
 * @param viaMel whether only mel bands are kept of the magnitudes
 * @param iterations of a method that iterates
 * @param refine iterations of fast Griffin-Lim after any method
 * @param seed what random phases are drawn from
 */
record CopyRequest(String method, boolean viaMel, int iterations, int refine, long seed) {
    static final int MOST_ITERATIONS = 100;
    static final int STANDARD_ITERATIONS = GriffinLim.standard().iterations();
    private static final int MOST_REFINE = 32;

    /** Reads it from the parameters of a request. */
    static CopyRequest of(Query query) {
        return new CopyRequest(
                query.choice("method", VocoderChoice.names(), VocoderChoice.NETWORK),
                query.choice("via", List.of("linear", "mel"), "linear").equals("mel"),
                (int) query.whole("iterations", 1, MOST_ITERATIONS, STANDARD_ITERATIONS),
                (int) query.whole("refine", 0, MOST_REFINE, 0),
                query.whole("seed", 0, GenerationRequest.LARGEST_SEED, 1));
    }

    /** Whether a method goes on for a number of iterations. */
    static boolean isIterative(String method) {
        return !method.equals(VocoderChoice.NETWORK) && PhaseMethods.named(method) instanceof GriffinLim;
    }

    /** Whether a trained network is asked for. */
    boolean byNetwork() {
        return method.equals(VocoderChoice.NETWORK);
    }
}

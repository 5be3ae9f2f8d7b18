package dev.phasewright.diffusion.train;

/**
 * How a generator is fine-tuned.
 *
 * @param rank of the updates of each linear layer, which alone are trained; 0 to train all weights
 * @param prior share of each batch that are clips the generator itself made before, of those of its classes that the new
 *     clips are not of, and of no class; from 0 to 0.9
 */
public record TuningPlan(int rank, double prior) {
    /** The largest share of clips that are not new. */
    public static final double MOST_PRIOR = 0.9;

    /** @throws IllegalArgumentException if the rank is negative or the share out of range */
    public TuningPlan {
        if (rank < 0) {
            throw new IllegalArgumentException("the rank must not be negative, but is " + rank);
        }
        if (!(prior >= 0 && prior <= MOST_PRIOR)) {
            throw new IllegalArgumentException(
                    "the share of prior clips must be from 0 to " + MOST_PRIOR + ", not " + prior);
        }
    }
}

package dev.phasewright.diffusion.model;

/**
 * The size of a {@link LocalRefinement}.
 *
 * @param patch frames, and bands, of the squares that it works on
 * @param channels of a square
 * @param layers convolutions between the first and the last, possibly none
 */
public record Refinement(int patch, int channels, int layers) {
    /** @throws IllegalArgumentException if a value is outside its range */
    public Refinement {
        if (patch < 1 || channels < 1 || layers < 0) {
            throw new IllegalArgumentException("a refinement of squares of " + patch + ", " + channels
                    + " channels and " + layers + " layers: a size is not positive");
        }
    }
}

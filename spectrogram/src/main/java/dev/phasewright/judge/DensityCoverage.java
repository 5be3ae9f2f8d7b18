package dev.phasewright.judge;

/**
 * Density and coverage of Naeem et al., "Reliable fidelity and diversity metrics for generative models" (2020). Each
 * real item stands for a ball about itself that reaches to its k-th nearest fellow.
 *
 * @param density the mean number of real balls that a generated item lies in, divided by k: 1 is expected where both
 *     sets come from one distribution, and it may exceed 1
 * @param coverage the share of real balls with a generated item in them, 0 to 1: about 1 − 2⁻ᵏ is expected where both
 *     sets come from one distribution and are large and equally so
 */
public record DensityCoverage(double density, double coverage) {
    /** The paper's choice of k. */
    public static final int NEIGHBOURS = 5;

    /** {@link #between(float[][], float[][], int)} with the paper's k = {@value #NEIGHBOURS}. */
    public static DensityCoverage between(float[][] real, float[][] generated) {
        return between(real, generated, NEIGHBOURS);
    }

    /**
     * Density and coverage by comparing all pairs. A point on the surface of a ball lies outside, as in the authors'
     * program, so that a set judged against itself has a density of 1.
     *
     * @param real {@code [items][features]}, more than k items
     * @param generated {@code [items][features]}, more than k items
     * @param k which neighbour a ball reaches to, at least 1; an item is not its own neighbour
     * @throws IllegalArgumentException if a set has not more than k items, a value is not finite, or the sets differ in
     *     the number of features
     */
    public static DensityCoverage between(float[][] real, float[][] generated, int k) {
        Distances.check(real, generated, k);
        double[] radii = Distances.toNeighbour(real, k);
        Distances distances = new Distances(real, generated);
        long inside = 0;
        int covered = 0;
        for (int r = 0; r < real.length; r++) {
            int insideThis = 0;
            for (double distance : distances.row(r)) {
                if (distance < radii[r]) {
                    insideThis++;
                }
            }
            inside += insideThis;
            if (insideThis > 0) {
                covered++;
            }
        }
        return new DensityCoverage(inside / ((double) k * generated.length), covered / (double) real.length);
    }
}

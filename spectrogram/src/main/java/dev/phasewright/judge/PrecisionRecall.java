package dev.phasewright.judge;

/**
 * Improved precision and recall of Kynkäänniemi et al., "Improved precision and recall metric for assessing generative
 * models" (2019). Each item of a set stands for a ball about itself that reaches to its k-th nearest fellow; the balls
 * of all items together are where the set lives.
 *
 * <p>One outlier with a wide ball raises the figures: {@link DensityCoverage} is less easily misled.
 *
 * @param precision the share of generated items that lie where the real ones live, 0 to 1: quality
 * @param recall the share of real items that lie where the generated ones live, 0 to 1: variety
 */
public record PrecisionRecall(double precision, double recall) {
    /** The paper's choice of k. */
    public static final int NEIGHBOURS = 3;

    /** {@link #between(float[][], float[][], int)} with the paper's k = {@value #NEIGHBOURS}. */
    public static PrecisionRecall between(float[][] real, float[][] generated) {
        return between(real, generated, NEIGHBOURS);
    }

    /**
     * Precision and recall by comparing all pairs. A point on the surface of a ball lies in it, as the paper has it.
     *
     * @param real {@code [items][features]}, more than k items
     * @param generated {@code [items][features]}, more than k items; the paper takes as many as real ones
     * @param k which neighbour a ball reaches to, at least 1; an item is not its own neighbour
     * @throws IllegalArgumentException if a set has not more than k items, a value is not finite, or the sets differ in
     *     the number of features
     */
    public static PrecisionRecall between(float[][] real, float[][] generated, int k) {
        Distances.check(real, generated, k);
        double[] realRadii = Distances.toNeighbour(real, k);
        double[] generatedRadii = Distances.toNeighbour(generated, k);
        Distances distances = new Distances(real, generated);
        boolean[] precise = new boolean[generated.length];
        int preciseCount = 0;
        int recalledCount = 0;
        for (int r = 0; r < real.length; r++) {
            double[] row = distances.row(r);
            boolean recalled = false;
            for (int g = 0; g < row.length; g++) {
                recalled |= row[g] <= generatedRadii[g];
                if (!precise[g] && row[g] <= realRadii[r]) {
                    precise[g] = true;
                    preciseCount++;
                }
            }
            if (recalled) {
                recalledCount++;
            }
        }
        return new PrecisionRecall(preciseCount / (double) generated.length, recalledCount / (double) real.length);
    }
}

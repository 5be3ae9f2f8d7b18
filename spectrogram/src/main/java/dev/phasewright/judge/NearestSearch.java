package dev.phasewright.judge;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Exact nearest-neighbour search of a few thousand long vectors among many, fed one after the other.
 *
 * <p>Nearly all pairs are dismissed by a lower bound. With an orthonormal {@link Subspace} each vector x (the queries'
 * mean taken off) is split into its coordinates p in the subspace and what is left, of length r. The parts left of two
 * vectors enclose an unknown angle, so by Cauchy and Schwarz
 *
 * <pre>|a − b|² ≥ |a|² + |b|² − 2 (p_a · p_b + r_a r_b),</pre>
 *
 * which for a whole block of vectors is one small matrix product. Only pairs whose bound undercuts the best distance so
 * far are compared value by value and given up as soon as they exceed it.
 */
final class NearestSearch {
    private static final int BLOCK = 256;
    /** Values compared before looking whether the pair can still win; a multiple of the eight sums. */
    private static final int STRIDE = 512;
    /** Above the relative error of a sum of {@link #STRIDE} / 8 squares in single precision. */
    private static final double FLOAT_ERROR = 1e-5;
    /**
     * Share of |a|² + |b|² that the bound is lowered by, far more than rounding to float amounts to; what products lose
     * by underflow is less than {@link Float#MIN_NORMAL}.
     */
    private static final double SLACK = 1e-4;

    private final float[][] queries;
    private final int values;
    private final Subspace subspace;
    private final FMatrixRMaj queryPoints;
    private final double[] queryNorms;
    private final double[] best;
    private final int[] bestIndex;

    private final float[][] block;
    private final FMatrixRMaj products;
    private int blockStart;
    private int filled;

    NearestSearch(float[][] queries) {
        this.values = Features.check("query", queries, 1);
        this.queries = queries;
        this.subspace = Subspace.of(queries);
        this.queryPoints = new FMatrixRMaj(queries.length, subspace.size() + 1);
        this.queryNorms = new double[queries.length];
        for (int start = 0; start < queries.length; start += BLOCK) {
            int end = Math.min(start + BLOCK, queries.length);
            Subspace.Points points = subspace.project(Arrays.copyOfRange(queries, start, end));
            CommonOps_FDRM.insert(points.coordinates(), queryPoints, start, 0);
            for (int q = start; q < end; q++) {
                queryNorms[q] = points.squaredNorm(q - start);
            }
        }
        this.best = new double[queries.length];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        this.bestIndex = new int[queries.length];
        this.block = new float[BLOCK][values];
        this.products = new FMatrixRMaj(1, 1);
    }

    void add(float[] item) {
        Features.checkItem("training", blockStart + filled, item, values);
        System.arraycopy(item, 0, block[filled], 0, values);
        filled++;
        if (filled == BLOCK) {
            searchBlock();
        }
    }

    Neighbours finish() {
        if (filled > 0) {
            searchBlock();
        }
        if (blockStart == 0) {
            throw new IllegalArgumentException("the training set is empty");
        }
        return new Neighbours(bestIndex, Arrays.stream(best).map(Math::sqrt).toArray());
    }

    private void searchBlock() {
        Subspace.Points points = subspace.project(Arrays.copyOf(block, filled));
        FMatrixRMaj transposed = CommonOps_FDRM.transpose(points.coordinates(), null);
        CommonOps_FDRM.mult(queryPoints, transposed, products);
        // Each query by itself, so the result does not depend on the number of threads.
        IntStream.range(0, queries.length).parallel().forEach(q -> searchBlock(q, points));
        blockStart += filled;
        filled = 0;
    }

    private void searchBlock(int q, Subspace.Points points) {
        double[] bound = new double[filled];
        int likeliest = 0;
        for (int t = 0; t < filled; t++) {
            double norms = queryNorms[q] + points.squaredNorm(t);
            bound[t] = (1 - SLACK) * norms - 2.0 * products.data[q * filled + t] - Float.MIN_NORMAL;
            if (!Double.isFinite(bound[t])) {
                // Values so large that a product overflowed: the bound says nothing.
                bound[t] = 0;
            }
            if (bound[t] < bound[likeliest]) {
                likeliest = t;
            }
        }
        // A near one first, so that it dismisses the others.
        compare(q, likeliest, bound[likeliest]);
        for (int t = 0; t < filled; t++) {
            compare(q, t, bound[t]);
        }
    }

    private void compare(int q, int t, double bound) {
        if (bound > best[q] || exceeds(queries[q], block[t], best[q])) {
            return;
        }
        double distance = squaredDistance(queries[q], block[t]);
        int index = blockStart + t;
        if (distance < best[q] || (distance == best[q] && index < bestIndex[q])) {
            best[q] = distance;
            bestIndex[q] = index;
        }
    }

    /**
     * Whether two vectors are surely farther apart than that, told in single precision, which is several times faster
     * than double. Eight sums, because one alone waits for itself at each addition.
     */
    private static boolean exceeds(float[] a, float[] b, double limit) {
        double surely = limit * (1 + FLOAT_ERROR);
        double total = 0;
        for (int start = 0; start + STRIDE <= a.length; start += STRIDE) {
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            float s4 = 0;
            float s5 = 0;
            float s6 = 0;
            float s7 = 0;
            for (int i = start; i < start + STRIDE; i += 8) {
                float d0 = a[i] - b[i];
                float d1 = a[i + 1] - b[i + 1];
                float d2 = a[i + 2] - b[i + 2];
                float d3 = a[i + 3] - b[i + 3];
                float d4 = a[i + 4] - b[i + 4];
                float d5 = a[i + 5] - b[i + 5];
                float d6 = a[i + 6] - b[i + 6];
                float d7 = a[i + 7] - b[i + 7];
                s0 += d0 * d0;
                s1 += d1 * d1;
                s2 += d2 * d2;
                s3 += d3 * d3;
                s4 += d4 * d4;
                s5 += d5 * d5;
                s6 += d6 * d6;
                s7 += d7 * d7;
            }
            total += ((double) s0 + s1) + ((double) s2 + s3) + ((double) s4 + s5) + ((double) s6 + s7);
            if (total > surely) {
                return total < Double.POSITIVE_INFINITY;
            }
        }
        return false;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return sum;
    }
}

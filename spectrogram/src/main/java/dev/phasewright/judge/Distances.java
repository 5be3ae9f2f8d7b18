package dev.phasewright.judge;

import java.util.Arrays;

/**
 * Squared Euclidean distances between the items of two small sets, by the differences themselves in double precision:
 * that of an item to its copy is exactly 0, and the order of the two does not matter.
 */
final class Distances {
    private final double[][] from;
    private final double[][] to;

    Distances(float[][] from, float[][] to) {
        this.from = toDouble(from);
        this.to = toDouble(to);
    }

    /** Distances of one item of the first set to all of the second. */
    double[] row(int item) {
        double[] row = new double[to.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = squared(from[item], to[j]);
        }
        return row;
    }

    /**
     * For each item of a set, the squared distance to its k-th nearest fellow, itself not counted.
     *
     * @param k at least 1, less than the number of items
     */
    static double[] toNeighbour(float[][] items, int k) {
        Distances distances = new Distances(items, items);
        double[] radii = new double[items.length];
        for (int i = 0; i < radii.length; i++) {
            double[] row = distances.row(i);
            row[i] = -1;
            Arrays.sort(row);
            radii[i] = row[k];
        }
        return radii;
    }

    /** Demands two sets of the same width, each with more than k items. */
    static void check(float[][] real, float[][] generated, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("the number of neighbours must be positive, not " + k);
        }
        Features.checkPair("real", real, "generated", generated, k + 1);
    }

    /** Four sums, because one alone waits for itself at each addition. */
    private static double squared(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            double d0 = a[i] - b[i];
            double d1 = a[i + 1] - b[i + 1];
            double d2 = a[i + 2] - b[i + 2];
            double d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.length; i++) {
            double d = a[i] - b[i];
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double[][] toDouble(float[][] items) {
        double[][] copy = new double[items.length][items[0].length];
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < items[i].length; f++) {
                copy[i][f] = items[i][f];
            }
        }
        return copy;
    }
}

package dev.phasewright.judge;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The linear map in which groups of vectors stand out most from each other (Fisher 1936, Rao 1948): the covariance within
 * groups is made the unit matrix, and of what is left the directions are kept in which the groups' means differ most.
 */
final class Discriminant {
    /** Share of the mean variance within groups that is added to each direction's, lest a still one be blown up. */
    private static final double RIDGE = 1e-3;

    /** Relative to the largest mean: what differs by less is the same but for rounding. */
    private static final double ROUNDING = 1e-12;

    /** {@code [directions × values]}. */
    private final DMatrixRMaj map;

    private Discriminant(DMatrixRMaj map) {
        this.map = map;
    }

    /**
     * Finds the map.
     *
     * @param items {@code [items][values]}
     * @param groups each item's group, counted from 0; every group has an item
     * @param directions how many to keep, at most {@code values}
     * @throws IllegalArgumentException if no two items of a group differ, so that it is unknown what differs within one
     */
    static Discriminant of(float[][] items, int[] groups, int directions) {
        int values = Features.check("grouped", items, 2);
        int count = IntStream.of(groups).max().orElseThrow() + 1;
        double[][] means = new double[count][values];
        int[] sizes = new int[count];
        for (int i = 0; i < items.length; i++) {
            sizes[groups[i]]++;
            for (int j = 0; j < values; j++) {
                means[groups[i]][j] += items[i][j];
            }
        }
        double[] centre = new double[values];
        for (int g = 0; g < count; g++) {
            for (int j = 0; j < values; j++) {
                means[g][j] /= sizes[g];
                centre[j] += means[g][j] / count;
            }
        }
        DMatrixRMaj apart = new DMatrixRMaj(items.length, values);
        for (int i = 0; i < items.length; i++) {
            for (int j = 0; j < values; j++) {
                apart.set(i, j, items[i][j] - means[groups[i]][j]);
            }
        }
        DMatrixRMaj between = new DMatrixRMaj(count, values);
        for (int g = 0; g < count; g++) {
            for (int j = 0; j < values; j++) {
                between.set(g, j, means[g][j] - centre[j]);
            }
        }
        if (CommonOps_DDRM.elementMaxAbs(apart) <= ROUNDING * CommonOps_DDRM.elementMaxAbs(new DMatrixRMaj(means))) {
            throw new IllegalArgumentException("no two items of a group differ");
        }
        DMatrixRMaj whitening = whitening(covariance(apart));
        DMatrixRMaj white = product(product(whitening, covariance(between)), transposed(whitening));
        return new Discriminant(product(leading(white, directions), whitening));
    }

    private static DMatrixRMaj covariance(DMatrixRMaj rows) {
        DMatrixRMaj covariance = new DMatrixRMaj(rows.numCols, rows.numCols);
        CommonOps_DDRM.multTransA(1.0 / rows.numRows, rows, rows, covariance);
        return covariance;
    }

    /** A matrix that makes this covariance, with the ridge, the unit matrix. */
    private static DMatrixRMaj whitening(DMatrixRMaj covariance) {
        int n = covariance.numRows;
        double ridge = RIDGE * CommonOps_DDRM.trace(covariance) / n;
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(covariance);
        DMatrixRMaj rows = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            double scale = 1 / Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real) + ridge);
            for (int j = 0; j < n; j++) {
                rows.set(i, j, scale * eigen.getEigenVector(i).get(j));
            }
        }
        return rows;
    }

    /** The eigenvectors of the largest eigenvalues, one a row. */
    private static DMatrixRMaj leading(DMatrixRMaj symmetric, int directions) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric);
        int[] order = IntStream.range(0, symmetric.numRows)
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real))
                .mapToInt(Integer::intValue)
                .toArray();
        DMatrixRMaj rows = new DMatrixRMaj(Math.min(directions, order.length), symmetric.numRows);
        for (int i = 0; i < rows.numRows; i++) {
            for (int j = 0; j < rows.numCols; j++) {
                rows.set(i, j, eigen.getEigenVector(order[i]).get(j));
            }
        }
        return rows;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj symmetric) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new ArithmeticException("the eigenvectors of a covariance do not converge");
        }
        return eigen;
    }

    private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }

    /** A vector in these directions. */
    float[] apply(float[] vector) {
        float[] mapped = new float[map.numRows];
        for (int i = 0; i < mapped.length; i++) {
            double sum = 0;
            for (int j = 0; j < vector.length; j++) {
                sum += map.get(i, j) * vector[j];
            }
            mapped[i] = (float) sum;
        }
        return mapped;
    }
}

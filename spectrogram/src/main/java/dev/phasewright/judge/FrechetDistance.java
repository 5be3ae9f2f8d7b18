package dev.phasewright.judge;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The squared Fréchet distance between two sets of features, each taken for a Gaussian (Heusel et al., "GANs trained
 * by a two time-scale update rule converge to a local Nash equilibrium", 2017): |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½).
 * Its unit is that of the features, squared, so it means something only beside another distance in the same features.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * The distance between two sets, computed in double precision. Covariances divide by items − 1; they may be of any
     * rank, so fewer items than features are allowed (but then the distance is biased upward a good deal).
     *
     * @param a {@code [items][features]}, at least two items
     * @param b {@code [items][features]}, at least two items, not necessarily as many
     * @return the distance, never negative
     * @throws IllegalArgumentException if a set has fewer than two items, a value is not finite, or the sets differ in
     *     the number of features
     */
    public static double between(float[][] a, float[][] b) {
        Features.checkPair("first", a, "second", b, 2);
        double[] meanA = mean(a);
        double[] meanB = mean(b);
        DMatrixRMaj covarianceA = covariance(a, meanA);
        DMatrixRMaj covarianceB = covariance(b, meanB);
        double means = 0;
        for (int f = 0; f < meanA.length; f++) {
            means += (meanA[f] - meanB[f]) * (meanA[f] - meanB[f]);
        }
        double spread = CommonOps_DDRM.trace(covarianceA)
                + CommonOps_DDRM.trace(covarianceB)
                - 2 * traceOfRoot(covarianceA, covarianceB);
        return means + Math.max(0, spread);
    }

    /**
     * The trace of (Σ₁ Σ₂)^½ = that of (Σ₁^½ Σ₂ Σ₁^½)^½, which is symmetric. Its eigenvalues are the singular values of
     * Σ₁^½ Σ₂^½; taken as those, a direction without any variance comes out as 0 and not as the root of a rounding
     * error.
     */
    private static double traceOfRoot(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, a.numRows);
        CommonOps_DDRM.mult(root(a), root(b), product);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(a.numRows, a.numRows, false, false, true);
        if (!svd.decompose(product)) {
            throw new ArithmeticException("the singular values of the covariances do not converge");
        }
        double sum = 0;
        for (double value : svd.getSingularValues()) {
            sum += value;
        }
        return sum;
    }

    /** V Λ^½ Vᵀ; eigenvalues that are not above rounding errors count for 0, or their roots would be far above. */
    private static DMatrixRMaj root(DMatrixRMaj symmetric) {
        int n = symmetric.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new ArithmeticException("the eigenvalues of a covariance do not converge");
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, eigen.getEigenvalue(i).real);
        }
        double rounding = n * Math.ulp(largest);
        DMatrixRMaj root = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            double value = eigen.getEigenvalue(i).real;
            if (value > rounding) {
                DMatrixRMaj vector = eigen.getEigenVector(i);
                CommonOps_DDRM.multAddTransB(Math.sqrt(value), vector, vector, root);
            }
        }
        return root;
    }

    private static double[] mean(float[][] items) {
        double[] mean = new double[items[0].length];
        for (float[] item : items) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += item[f] / (double) items.length;
            }
        }
        return mean;
    }

    private static DMatrixRMaj covariance(float[][] items, double[] mean) {
        int features = mean.length;
        DMatrixRMaj centred = new DMatrixRMaj(items.length, features);
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < features; f++) {
                centred.data[i * features + f] = items[i][f] - mean[f];
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(features, features);
        CommonOps_DDRM.multTransA(1.0 / (items.length - 1), centred, centred, covariance);
        return covariance;
    }
}

package dev.phasewright.judge;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The principal directions of a sample of vectors: an orthonormal basis in which a vector's few coordinates hold most
 * of its length.
 */
public final class Subspace {
    private static final int SAMPLE = 256;
    private static final int MOST_DIRECTIONS = 128;
    /** Weaker directions, relative to the strongest, would not come out orthogonal. */
    private static final double WEAKEST = 1e-8;

    private final float[] mean;
    /** {@code [values × directions]}. */
    private final FMatrixRMaj basis;

    private Subspace(float[] mean, FMatrixRMaj basis) {
        this.mean = mean;
        this.basis = basis;
    }

    /**
     * From at most 256 of the vectors, evenly spread, which is enough for bounds: they hold for any basis and only gain by a
     * good one.
     *
     * @param vectors {@code [vectors][values]}, at least one
     */
    public static Subspace of(float[][] vectors) {
        int values = vectors[0].length;
        float[] mean = mean(vectors);
        int items = Math.min(SAMPLE, vectors.length);
        DMatrixRMaj sample = new DMatrixRMaj(items, values);
        for (int i = 0; i < items; i++) {
            float[] vector = vectors[(int) ((long) i * vectors.length / items)];
            for (int j = 0; j < values; j++) {
                sample.data[i * values + j] = vector[j] - mean[j];
            }
        }
        // The Gram matrix of few long vectors has the same spectrum as their large covariance.
        DMatrixRMaj gram = new DMatrixRMaj(items, items);
        CommonOps_DDRM.multTransB(sample, sample, gram);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(items, true, true);
        if (!eigen.decompose(gram)) {
            return new Subspace(mean, new FMatrixRMaj(values, 0));
        }
        int[] order = IntStream.range(0, items)
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real))
                .mapToInt(Integer::intValue)
                .toArray();
        double strongest = eigen.getEigenvalue(order[0]).real;
        int directions = 0;
        while (directions < Math.min(MOST_DIRECTIONS, items)
                && eigen.getEigenvalue(order[directions]).real > WEAKEST * strongest) {
            directions++;
        }
        FMatrixRMaj basis = new FMatrixRMaj(values, directions);
        DMatrixRMaj direction = new DMatrixRMaj(1, values);
        for (int k = 0; k < directions; k++) {
            DMatrixRMaj weights = CommonOps_DDRM.transpose(eigen.getEigenVector(order[k]), null);
            CommonOps_DDRM.mult(1 / Math.sqrt(eigen.getEigenvalue(order[k]).real), weights, sample, direction);
            for (int j = 0; j < values; j++) {
                basis.data[j * directions + k] = (float) direction.data[j];
            }
        }
        return new Subspace(mean, basis);
    }

    /** The number of directions, possibly none. */
    int size() {
        return basis.numCols;
    }

    /**
     * Where vectors lie along the first directions, from the mean of those that the directions were found from.
     *
     * @param directions how many; where there are fewer, the rest is 0
     * @return {@code [vectors][directions]}
     */
    public float[][] places(float[][] vectors, int directions) {
        FMatrixRMaj coordinates = project(vectors).coordinates();
        float[][] places = new float[vectors.length][directions];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < Math.min(directions, size()); k++) {
                places[i][k] = coordinates.get(i, k);
            }
        }
        return places;
    }

    Points project(float[][] vectors) {
        int values = mean.length;
        FMatrixRMaj centred = new FMatrixRMaj(vectors.length, values);
        double[] squaredNorms = new double[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            double sum = 0;
            for (int j = 0; j < values; j++) {
                float v = vectors[i][j] - mean[j];
                centred.data[i * values + j] = v;
                sum += (double) v * v;
            }
            squaredNorms[i] = sum;
        }
        FMatrixRMaj inside = new FMatrixRMaj(vectors.length, size());
        if (size() > 0) {
            CommonOps_FDRM.mult(centred, basis, inside);
        }
        FMatrixRMaj coordinates = new FMatrixRMaj(vectors.length, size() + 1);
        for (int i = 0; i < vectors.length; i++) {
            double left = squaredNorms[i];
            for (int k = 0; k < size(); k++) {
                float p = inside.data[i * size() + k];
                coordinates.set(i, k, p);
                left -= (double) p * p;
            }
            coordinates.set(i, size(), (float) Math.sqrt(Math.max(0, left)));
        }
        return new Points(coordinates, squaredNorms);
    }

    private static float[] mean(float[][] vectors) {
        double[] sum = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += vector[j];
            }
        }
        float[] mean = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            mean[j] = (float) (sum[j] / vectors.length);
        }
        return mean;
    }

    /** Where some vectors lie. */
    static final class Points {
        private final FMatrixRMaj coordinates;
        private final double[] squaredNorms;

        private Points(FMatrixRMaj coordinates, double[] squaredNorms) {
            this.coordinates = coordinates;
            this.squaredNorms = squaredNorms;
        }

        /** {@code [vectors × (directions + 1)]}; the last is the length of what lies outside the subspace. */
        FMatrixRMaj coordinates() {
            return coordinates;
        }

        /** A whole vector's squared length, mean taken off. */
        double squaredNorm(int vector) {
            return squaredNorms[vector];
        }
    }
}

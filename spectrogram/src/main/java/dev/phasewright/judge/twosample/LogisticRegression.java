package dev.phasewright.judge.twosample;

import dev.phasewright.judge.Standardization;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Logistic regression with a quadratic penalty on the weights, by Newton's method, on features in units of their own
 * spread. It is the plainest of classifiers: what it sees is a shift of some weighted sum of features.
 */
public final class LogisticRegression implements Classifier {
    /** Of the penalty, for each item. */
    private static final double PENALTY = 0.03;

    private static final int STEPS = 8;

    /** The regression. */
    public LogisticRegression() {}

    @Override
    public double[] learn(float[][] items, boolean[] second, float[][] others, long seed) {
        Standardization units = Standardization.of(items);
        DMatrixRMaj x = matrix(units.apply(items));
        DMatrixRMaj weights = new DMatrixRMaj(x.numCols, 1);
        for (int step = 0; step < STEPS; step++) {
            descend(x, second, weights);
        }
        DMatrixRMaj scores = new DMatrixRMaj(others.length, 1);
        CommonOps_DDRM.mult(matrix(units.apply(others)), weights, scores);
        return scores.data;
    }

    /** With a last column of ones. */
    private static DMatrixRMaj matrix(float[][] items) {
        int features = items[0].length;
        DMatrixRMaj matrix = new DMatrixRMaj(items.length, features + 1);
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < features; f++) {
                matrix.set(i, f, items[i][f]);
            }
            matrix.set(i, features, 1);
        }
        return matrix;
    }

    /** One of Newton's steps: weights −= (Xᵀ S X + λ)⁻¹ (Xᵀ (p − y) + λ weights). */
    private static void descend(DMatrixRMaj x, boolean[] second, DMatrixRMaj weights) {
        double penalty = PENALTY * x.numRows;
        DMatrixRMaj scores = new DMatrixRMaj(x.numRows, 1);
        CommonOps_DDRM.mult(x, weights, scores);
        DMatrixRMaj scaled = x.copy();
        DMatrixRMaj error = new DMatrixRMaj(x.numRows, 1);
        for (int i = 0; i < x.numRows; i++) {
            double p = 1 / (1 + Math.exp(-scores.data[i]));
            double root = Math.sqrt(Math.max(1e-4, p * (1 - p)));
            error.data[i] = p - (second[i] ? 1 : 0);
            for (int f = 0; f < x.numCols; f++) {
                scaled.data[i * x.numCols + f] *= root;
            }
        }
        DMatrixRMaj bend = new DMatrixRMaj(x.numCols, x.numCols);
        CommonOps_DDRM.multTransA(scaled, scaled, bend);
        DMatrixRMaj slope = new DMatrixRMaj(x.numCols, 1);
        CommonOps_DDRM.multTransA(x, error, slope);
        for (int f = 0; f < x.numCols; f++) {
            // The constant is hardly penalized.
            double own = f == x.numCols - 1 ? 1e-6 : penalty;
            bend.add(f, f, own);
            slope.add(f, 0, own * weights.data[f]);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(x.numCols);
        if (!solver.setA(bend)) {
            throw new ArithmeticException("the logistic regression has no solution");
        }
        DMatrixRMaj change = new DMatrixRMaj(x.numCols, 1);
        solver.solve(slope, change);
        CommonOps_DDRM.subtractEquals(weights, change);
    }
}

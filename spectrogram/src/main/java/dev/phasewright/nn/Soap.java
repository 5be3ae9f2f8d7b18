package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * {@link AdamW} in another basis (SOAP; Vyas et al. 2024): the gradients of a matrix are turned into the directions that
 * they vary in, where each value's own step size means most, and what comes out is turned back. Only the shorter side of a
 * matrix is turned, which costs two products as large as the matrix's own for a batch of as many rows as that side is long,
 * and saves the other half of the updates or so.
 *
 * <p>The directions are the eigenvectors of the gradients' second moment, {@code E[G Gᵀ]}, found by a step of orthogonal
 * iteration every few updates. Vectors, convolutions of several taps and what is narrower than {@value #LEAST} are left to
 * AdamW as they are.
 */
public final class Soap implements Optimizer {
    /** Tables of classes are narrower: their gradients are of few rows at a time, which have no directions. */
    private static final int LEAST = 64;

    private static final int MOST = 512;
    /** Of the gradients' second moment, in updates it is observed in. */
    private static final float DECAY = 0.95f;
    /** Updates at the beginning, each of which turns the basis: it knows nothing yet. */
    private static final int FIRST = 20;

    private static final int OBSERVED = 2;
    /** In units of the largest value: so that no direction is lost. */
    private static final float TRACE = 1e-7f;

    /**
     * Of the mean divisor: directions that the gradients never take hold nothing but rounding, which would be blown up to
     * steps of full size.
     */
    private static final double LEAST_PART = 1e-4;

    private static final String BASIS = "basis.";
    private static final String MOMENT = "moment.";

    private final AdamW adam;
    private final int every;
    private final Weights memory;
    private final Set<String> turned = new LinkedHashSet<>();

    /**
     * An optimizer that knows no directions yet.
     *
     * @param beta2 decay of AdamW's second moment, in [0, 1)
     * @param weightDecay decay of the weights per step and unit of learning rate, not negative
     * @param every updates between turns of the bases, positive
     */
    public Soap(Weights weights, double beta2, double weightDecay, int every) {
        this(weights, new AdamW(weights, beta2, weightDecay), every, LEAST);
    }

    /** The same for all matrices whose shorter side is no shorter than {@code least}. */
    Soap(Weights weights, AdamW adam, int every, int least) {
        if (every < 1) {
            throw new IllegalArgumentException("bases must be turned every few updates, not every " + every);
        }
        this.adam = adam;
        this.every = every;
        this.memory = new Weights(weights.manager());
        for (String name : weights.names()) {
            Shape shape = weights.get(name).getShape();
            if (shape.dimension() == 2 && side(shape) >= least && side(shape) <= MOST) {
                turned.add(name);
                int side = side(shape);
                memory.add(BASIS + name, new Shape(side, side), identity(side));
                memory.add(MOMENT + name, new Shape(side, side), new float[side * side]);
            }
        }
    }

    private static float[] identity(int side) {
        float[] identity = new float[side * side];
        for (int i = 0; i < side; i++) {
            identity[i * side + i] = 1;
        }
        return identity;
    }

    private static int side(Shape matrix) {
        return Math.toIntExact(Math.min(matrix.get(0), matrix.get(1)));
    }

    @Override
    public void step(Weights weights, long step, double learningRate, double gradientScale) {
        AdamW.Step size = adam.sizes(step, learningRate, gradientScale);
        // The engine's products first, then the rest by all cores: both at once hinder each other.
        turned.forEach(name -> step(weights, name, step, size));
        weights.names().parallelStream()
                .filter(name -> !turned.contains(name))
                .forEach(name -> adam.step(weights, name, size));
    }

    private void step(Weights weights, String name, long step, AdamW.Step size) {
        NDArray weight = weights.get(name);
        Shape shape = weight.getShape();
        boolean columns = shape.get(1) <= shape.get(0);
        try (NDManager scope = memory.manager().newSubManager();
                NDArray gradient = weight.getGradient()) {
            gradient.attach(scope);
            NDArray basis = memory.get(BASIS + name);
            basis.tempAttach(scope);
            if (step <= FIRST || step % OBSERVED == 0) {
                NDArray scaled = gradient.mul(size.gradientScale());
                NDArray outer = columns ? scaled.transpose().matMul(scaled) : scaled.matMul(scaled.transpose());
                memory.get(MOMENT + name).muli(DECAY).addi(outer.muli(1 - DECAY));
            }
            if (step <= FIRST || step % every == 0) {
                turn(name, basis, columns, shape, scope);
            }
            NDArray turned =
                    columns ? gradient.matMul(basis) : basis.transpose().matMul(gradient);
            float[] values = turned.toFloatArray();
            float least = (float) Math.max(Float.MIN_NORMAL, LEAST_PART * adam.divisor(name, values, size));
            adam.direct(name, 0, values, values.length, size.withLeast(least));
            NDArray fall = scope.create(values, shape);
            NDArray back = columns ? fall.matMul(basis.transpose()) : basis.matMul(fall);
            fall(Weights.view(weight), back.toFloatArray(), size.keep());
            Weights.view(gradient).put(new float[values.length]);
        }
    }

    private static void fall(FloatBuffer weight, float[] by, float keep) {
        float[] values = new float[by.length];
        weight.get(0, values);
        for (int i = 0; i < by.length; i++) {
            values[i] = values[i] * keep - by[i];
        }
        weight.put(0, values);
    }

    /** One step of orthogonal iteration; AdamW's first moment goes along. */
    private void turn(String name, NDArray basis, boolean columns, Shape shape, NDManager scope) {
        NDArray moment = memory.get(MOMENT + name);
        moment.tempAttach(scope);
        float[] power = moment.matMul(basis).toFloatArray();
        float largest = 0;
        for (float value : power) {
            largest = Math.max(largest, Math.abs(value));
        }
        // Before the first gradients that are not zero there is nothing to turn to.
        if (largest < Float.MIN_NORMAL) {
            return;
        }
        int side = side(shape);
        for (int i = 0; i < power.length; i++) {
            power[i] = power[i] / largest + (i % (side + 1) == 0 ? TRACE : 0);
        }
        QRDecomposition<FMatrixRMaj> orthogonal = DecompositionFactory_FDRM.qr(side, side);
        if (!orthogonal.decompose(FMatrixRMaj.wrap(side, side, power))) {
            throw new ArithmeticException("no basis for " + name);
        }
        float[] next = orthogonal.getQ(null, false).data;
        float[] first = adam.first(name);
        NDArray turn = basis.transpose().matMul(scope.create(next, basis.getShape()));
        NDArray means = scope.create(first, shape);
        NDArray along = columns ? means.matMul(turn) : turn.transpose().matMul(means);
        System.arraycopy(along.toFloatArray(), 0, first, 0, first.length);
        Weights.view(basis).put(next);
    }

    @Override
    public Map<String, float[]> moments() {
        return adam.moments();
    }

    @Override
    public Weights memory() {
        return memory;
    }
}

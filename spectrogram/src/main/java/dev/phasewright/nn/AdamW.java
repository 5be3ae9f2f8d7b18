package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019, algorithm 2), with named moments that a checkpoint can
 * save. Decay applies to matrices only, not to biases and other vectors.
 *
 * <p>The arithmetic runs in Java over the engine's own memory in one pass: half a dozen engine calls for each of a
 * hundred small arrays cost more than the arithmetic. All of it is element by element, so results do not depend on
 * the number of threads.
 */
public final class AdamW implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double EPSILON = 1e-8;
    /** Values worked on at a time: small enough for the first-level cache. */
    private static final int BLOCK = 2048;

    private final double beta2;
    private final double weightDecay;
    private final Map<String, float[]> first = new LinkedHashMap<>();
    private final Map<String, float[]> second = new LinkedHashMap<>();
    private final Weights none;

    /**
     * An optimizer with empty moments.
     *
     * @param beta2 decay of the second moment, in [0, 1)
     * @param weightDecay decay of the weights per step and unit of learning rate, not negative
     */
    public AdamW(Weights weights, double beta2, double weightDecay) {
        if (!(beta2 >= 0 && beta2 < 1 && weightDecay >= 0)) {
            throw new IllegalArgumentException("beta2 " + beta2 + " or weight decay " + weightDecay + " out of range");
        }
        this.beta2 = beta2;
        this.weightDecay = weightDecay;
        this.none = new Weights(weights.manager());
        for (String name : weights.names()) {
            int size = Math.toIntExact(weights.get(name).size());
            first.put(name, new float[size]);
            second.put(name, new float[size]);
        }
    }

    @Override
    public void step(Weights weights, long step, double learningRate, double gradientScale) {
        Step size = sizes(step, learningRate, gradientScale);
        weights.names().parallelStream().forEach(name -> step(weights, name, size));
    }

    /** What all weights have in common in an update. */
    record Step(float size, float rootCorrection, float keep, float gradientScale, float beta2, float least) {
        /** The same with another least divisor. */
        Step withLeast(float divisor) {
            return new Step(size, rootCorrection, keep, gradientScale, beta2, divisor);
        }
    }

    /** The sizes of the update of this number. */
    Step sizes(long step, double learningRate, double gradientScale) {
        return new Step(
                (float) (learningRate / (1 - Math.pow(BETA1, (double) step))),
                (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step))),
                (float) (1 - learningRate * weightDecay),
                (float) gradientScale,
                (float) beta2,
                (float) EPSILON);
    }

    /** Updates one of the weights. */
    void step(Weights weights, String name, Step step) {
        NDArray weight = weights.get(name);
        try (NDArray gradient = weight.getGradient()) {
            FloatBuffer into = Weights.view(weight);
            FloatBuffer gradients = Weights.view(gradient);
            float keep = weight.getShape().dimension() > 1 ? step.keep : 1;
            float[] w = new float[BLOCK];
            float[] g = new float[BLOCK];
            float[] zero = new float[BLOCK];
            for (int from = 0; from < into.capacity(); from += BLOCK) {
                int n = Math.min(BLOCK, into.capacity() - from);
                into.get(from, w, 0, n);
                gradients.get(from, g, 0, n);
                direct(name, from, g, n, step);
                for (int i = 0; i < n; i++) {
                    w[i] = w[i] * keep - g[i];
                }
                into.put(from, w, 0, n);
                gradients.put(from, zero, 0, n);
            }
        }
    }

    /**
     * Takes gradients into the moments, and puts in their place by how much the weights are to fall.
     *
     * @param from the place of the first among all values of the weight
     * @param n how many there are
     */
    void direct(String name, int from, float[] gradients, int n, Step step) {
        float[] means = Objects.requireNonNull(first.get(name), name);
        float[] squares = Objects.requireNonNull(second.get(name), name);
        float b1 = (float) BETA1;
        float b2 = step.beta2;
        for (int i = 0; i < n; i++) {
            float scaled = gradients[i] * step.gradientScale;
            float m = b1 * means[from + i] + (1 - b1) * scaled;
            float v = b2 * squares[from + i] + (1 - b2) * scaled * scaled;
            means[from + i] = m;
            squares[from + i] = v;
            float root = (float) Math.sqrt(v) * step.rootCorrection + step.least;
            gradients[i] = step.size * m / root;
        }
    }

    /**
     * The root mean square of what {@link #direct} will divide by.
     *
     * @param gradients of a whole weight
     */
    double divisor(String name, float[] gradients, Step step) {
        float[] squares = Objects.requireNonNull(second.get(name), name);
        double sum = 0;
        for (int i = 0; i < gradients.length; i++) {
            double scaled = gradients[i] * step.gradientScale;
            sum += step.beta2 * squares[i] + (1 - step.beta2) * scaled * scaled;
        }
        return Math.sqrt(sum / gradients.length) * step.rootCorrection;
    }

    /** The first moment of one of the weights, itself. */
    float[] first(String name) {
        return Objects.requireNonNull(first.get(name), name);
    }

    @Override
    public Map<String, float[]> moments() {
        Map<String, float[]> state = new LinkedHashMap<>();
        first.forEach((name, m) -> state.put("first." + name, m));
        second.forEach((name, v) -> state.put("second." + name, v));
        return state;
    }

    @Override
    public Weights memory() {
        return none;
    }
}

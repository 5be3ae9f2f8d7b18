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
public final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double EPSILON = 1e-8;
    /** Values worked on at a time: small enough for the first-level cache. */
    private static final int BLOCK = 2048;

    private final double beta2;
    private final double weightDecay;
    private final Map<String, float[]> first = new LinkedHashMap<>();
    private final Map<String, float[]> second = new LinkedHashMap<>();

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
        for (String name : weights.names()) {
            int size = Math.toIntExact(weights.get(name).size());
            first.put(name, new float[size]);
            second.put(name, new float[size]);
        }
    }

    /**
     * One update, after which the gradients are zero.
     *
     * @param step the number of this update, from 1 (for the bias correction)
     * @param learningRate the step size
     * @param gradientScale factor on every gradient, from {@link GradientNorm}
     */
    public void step(Weights weights, long step, double learningRate, double gradientScale) {
        float stepSize = (float) (learningRate / (1 - Math.pow(BETA1, (double) step)));
        float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step)));
        weights.names().parallelStream().forEach(name -> {
            NDArray weight = weights.get(name);
            try (NDArray gradient = weight.getGradient()) {
                boolean matrix = weight.getShape().dimension() > 1;
                float keep = (float) (1 - (matrix ? learningRate * weightDecay : 0));
                update(
                        Weights.view(weight),
                        Weights.view(gradient),
                        Objects.requireNonNull(first.get(name), name),
                        Objects.requireNonNull(second.get(name), name),
                        new Step(stepSize, rootCorrection, keep, (float) gradientScale, (float) beta2));
            }
        });
    }

    private record Step(float size, float rootCorrection, float keep, float gradientScale, float beta2) {}

    private static void update(FloatBuffer weight, FloatBuffer gradient, float[] first, float[] second, Step step) {
        float[] w = new float[BLOCK];
        float[] g = new float[BLOCK];
        float[] zero = new float[BLOCK];
        float b1 = (float) BETA1;
        float b2 = step.beta2;
        for (int from = 0; from < first.length; from += BLOCK) {
            int n = Math.min(BLOCK, first.length - from);
            weight.get(from, w, 0, n);
            gradient.get(from, g, 0, n);
            for (int i = 0; i < n; i++) {
                float scaled = g[i] * step.gradientScale;
                float m = b1 * first[from + i] + (1 - b1) * scaled;
                float v = b2 * second[from + i] + (1 - b2) * scaled * scaled;
                first[from + i] = m;
                second[from + i] = v;
                float root = (float) Math.sqrt(v) * step.rootCorrection + (float) EPSILON;
                w[i] = w[i] * step.keep - step.size * m / root;
            }
            weight.put(from, w, 0, n);
            gradient.put(from, zero, 0, n);
        }
    }

    /** The moments by name, {@code first.…} and {@code second.…}: the optimizer's own arrays, not copies. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        first.forEach((name, m) -> state.put("first." + name, m));
        second.forEach((name, v) -> state.put("second." + name, v));
        return state;
    }
}

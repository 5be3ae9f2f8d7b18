package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** The Euclidean norm of all gradients together, and clipping by it (Pascanu et al. 2013). */
public final class GradientNorm {
    private static final int BLOCK = 4096;

    private GradientNorm() {}

    /** The global norm; NaN or infinite if any gradient is. Summed in a fixed order, so that it repeats to the bit. */
    public static double of(Weights weights) {
        return Math.sqrt(
                weights.names().parallelStream()
                        .mapToDouble(name -> squares(weights.get(name)))
                        .boxed()
                        .toList()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .sum());
    }

    /** The factor that brings a norm down to {@code limit}; 1 for a smaller norm. */
    public static double scale(double norm, double limit) {
        return norm > limit ? limit / norm : 1;
    }

    /** Makes every gradient zero, also one that is not finite. */
    public static void zero(Weights weights) {
        float[] zero = new float[BLOCK];
        for (String name : weights.names()) {
            try (NDArray gradient = weights.get(name).getGradient()) {
                FloatBuffer values = Weights.view(gradient);
                while (values.hasRemaining()) {
                    values.put(zero, 0, Math.min(BLOCK, values.remaining()));
                }
            }
        }
    }

    private static double squares(NDArray weight) {
        float[] block = new float[BLOCK];
        double sum = 0;
        try (NDArray gradient = weight.getGradient()) {
            FloatBuffer values = Weights.view(gradient);
            while (values.hasRemaining()) {
                int n = Math.min(BLOCK, values.remaining());
                values.get(block, 0, n);
                float part = 0;
                for (int i = 0; i < n; i++) {
                    part += block[i] * block[i];
                }
                sum += part;
            }
        }
        return sum;
    }
}

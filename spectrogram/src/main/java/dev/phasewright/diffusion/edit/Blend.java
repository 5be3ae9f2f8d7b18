package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A denoiser between several conditions: {@code D(x, σ, asked) + Σ share·(D(x, σ, other) − D(x, σ, asked))}, a share of each
 * other for each item of the batch (composition of diffusion models: Liu et al. 2022).
 */
public final class Blend implements Denoiser {
    private static final double ROUNDING = 1e-9;

    private final Denoiser model;
    private final List<Condition> others;
    private final List<float[]> shares;

    /**
     * A model of which two things are asked at once.
     *
     * @param model answers both
     * @param other what is asked beside the condition, for each item
     * @param shares how much that counts, 0 to 1, for each item
     * @throws IllegalArgumentException if there are not as many shares as items, or one is outside 0 to 1
     */
    public Blend(Denoiser model, Condition other, double[] shares) {
        this(model, List.of(other), List.of(shares));
    }

    /**
     * A model of which several things are asked at once.
     *
     * @param model answers all
     * @param others what is asked beside the condition, for each item
     * @param shares how much each of those counts, 0 to 1, for each item; what is left to 1 is the condition's
     * @throws IllegalArgumentException if there are not as many shares as items, or one is outside 0 to 1, or those of an
     *     item are more than 1
     */
    public Blend(Denoiser model, List<Condition> others, List<double[]> shares) {
        this.model = Objects.requireNonNull(model, "model");
        this.others = List.copyOf(others);
        this.shares = new ArrayList<>();
        double[] sums = new double[others.get(0).batch()];
        for (int k = 0; k < others.size(); k++) {
            double[] own = shares.get(k);
            if (own.length != others.get(k).batch()) {
                throw new IllegalArgumentException(
                        own.length + " shares for " + others.get(k).batch() + " items");
            }
            float[] kept = new float[own.length];
            for (int i = 0; i < own.length; i++) {
                sums[i] += own[i];
                if (!(own[i] >= 0 && sums[i] <= 1 + ROUNDING)) {
                    throw new IllegalArgumentException("shares must be from 0 to 1 in all, not " + sums[i]);
                }
                kept[i] = (float) own[i];
            }
            this.shares.add(kept);
        }
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        NDArray asked = model.denoise(noisy, sigma, condition);
        try (NDManager scope = noisy.getManager().newSubManager()) {
            asked.attach(scope);
            NDArray result = asked;
            for (int k = 0; k < others.size(); k++) {
                NDArray other = model.denoise(noisy, sigma, others.get(k));
                other.attach(scope);
                NDArray share = scope.create(shares.get(k), new Shape(shares.get(k).length, 1, 1));
                result = result.add(other.sub(asked).mul(share));
            }
            result.attach(noisy.getManager());
            return result;
        }
    }
}

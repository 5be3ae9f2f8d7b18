package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.Objects;

/**
 * A denoiser between two conditions: {@code (1 − share)·D(x, σ, asked) + share·D(x, σ, other)}, a share for each item of the
 * batch (composition of diffusion models: Liu et al. 2022).
 */
public final class Blend implements Denoiser {
    private final Denoiser model;
    private final Condition other;
    private final float[] shares;

    /**
     * A model of which two things are asked at once.
     *
     * @param model answers both
     * @param other what is asked beside the condition, for each item
     * @param shares how much that counts, 0 to 1, for each item
     * @throws IllegalArgumentException if there are not as many shares as items, or one is outside 0 to 1
     */
    public Blend(Denoiser model, Condition other, double[] shares) {
        this.model = Objects.requireNonNull(model, "model");
        this.other = Objects.requireNonNull(other, "other");
        if (shares.length != other.batch()) {
            throw new IllegalArgumentException(shares.length + " shares for " + other.batch() + " items");
        }
        this.shares = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            if (!(shares[i] >= 0 && shares[i] <= 1)) {
                throw new IllegalArgumentException("a share must be from 0 to 1, not " + shares[i]);
            }
            this.shares[i] = (float) shares[i];
        }
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        NDArray one = model.denoise(noisy, sigma, condition);
        NDArray two = model.denoise(noisy, sigma, other);
        try (NDManager scope = noisy.getManager().newSubManager()) {
            one.attach(scope);
            two.attach(scope);
            NDArray share = scope.create(shares, new Shape(shares.length, 1, 1));
            NDArray result = one.add(two.sub(one).mul(share));
            result.attach(noisy.getManager());
            return result;
        }
    }
}

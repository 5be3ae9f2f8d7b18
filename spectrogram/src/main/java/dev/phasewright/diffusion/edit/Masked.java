package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.Objects;

/**
 * A denoiser that knows part of the clean signal: there it says what it knows, elsewhere what its model says. A sampler
 * that follows it arrives exactly at what is known, and on the way the model sees that part under just the noise it
 * expects, as if it had drawn it itself (the replacement method of Song et al. 2021, appendix I.2, said of denoised
 * signals instead of noisy ones).
 *
 * <p>What is drawn first does not yet know what will stand beside it; {@link
 * dev.phasewright.diffusion.RestartSampler} lets the model come back to it, as RePaint does (Lugmayr et al.
 * 2022).
 */
public final class Masked implements Denoiser {
    private final Denoiser model;
    private final float[] known;
    private final float[] free;

    /**
     * A model that knows some of the answer.
     *
     * @param model says the rest
     * @param known the clean signal of one item, in the model's units; what it holds where it is not known does not matter
     * @param keep where it is known, as many values
     * @throws IllegalArgumentException if the sizes differ
     */
    public Masked(Denoiser model, float[] known, boolean[] keep) {
        this.model = Objects.requireNonNull(model, "model");
        if (known.length != keep.length) {
            throw new IllegalArgumentException(known.length + " values and " + keep.length + " that are kept or not");
        }
        this.known = known.clone();
        this.free = new float[keep.length];
        for (int i = 0; i < keep.length; i++) {
            free[i] = keep[i] ? 0 : 1;
            this.known[i] = keep[i] ? known[i] : 0;
        }
    }

    /** {@inheritDoc} The same is known of each item of the batch, which has as many values as were given. */
    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        NDArray said = model.denoise(noisy, sigma, condition);
        try (NDManager scope = noisy.getManager().newSubManager()) {
            said.attach(scope);
            Shape item = new Shape(1).addAll(noisy.getShape().slice(1));
            NDArray result = said.mul(scope.create(free, item)).add(scope.create(known, item));
            result.attach(noisy.getManager());
            return result;
        }
    }
}

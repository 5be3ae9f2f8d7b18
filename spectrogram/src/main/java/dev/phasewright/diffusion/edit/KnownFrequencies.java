package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.Objects;

/**
 * {@link Masked} by spatial frequency: a denoiser that knows some coefficients of the clean signal's cosine transform.
 * White noise is white in cosines too, so it is the same method: a sampler that follows it arrives exactly at what is
 * known, and draws the rest.
 */
public final class KnownFrequencies implements Denoiser {
    private final Denoiser model;
    private final CosineTransform transform;
    private final float[] known;
    private final float[] free;

    /**
     * A model that knows some of the answer.
     *
     * @param model says the rest
     * @param clean the clean signal of one item, {@code [frames × bands]}, in the model's units; of it only the
     *     coefficients that are known are looked at
     * @param transform of that size
     * @param keep which of its coefficients are known, as many as values
     * @throws IllegalArgumentException if the sizes differ
     */
    public KnownFrequencies(Denoiser model, float[] clean, CosineTransform transform, boolean[] keep) {
        this.model = Objects.requireNonNull(model, "model");
        this.transform = transform;
        if (clean.length != keep.length || clean.length != transform.rows() * transform.columns()) {
            throw new IllegalArgumentException(clean.length + " values, " + keep.length
                    + " coefficients that are known or not, and a transform of " + transform.rows() + " × "
                    + transform.columns());
        }
        this.known = transform.forward(clean);
        this.free = new float[keep.length];
        for (int k = 0; k < keep.length; k++) {
            free[k] = keep[k] ? 0 : 1;
            known[k] = keep[k] ? known[k] : 0;
        }
    }

    /** {@inheritDoc} The same is known of each item of the batch. */
    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        NDArray said = model.denoise(noisy, sigma, condition);
        try (NDManager scope = noisy.getManager().newSubManager()) {
            said.attach(scope);
            Shape item = new Shape(1, transform.rows(), transform.columns());
            NDArray coefficients =
                    transform.forward(said).mul(scope.create(free, item)).add(scope.create(known, item));
            NDArray result = transform.inverse(coefficients);
            result.attach(noisy.getManager());
            return result;
        }
    }
}

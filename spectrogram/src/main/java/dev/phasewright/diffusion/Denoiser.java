package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;

/**
 * The one function that all of diffusion turns on: the best guess at the clean signal behind a noisy one,
 * {@code D(x, σ, condition) ≈ E[x₀ | x₀ + σε = x]} (Karras et al. 2022, EDM, eq. 2–3).
 *
 * <p>A trained network, an ideal score machine over a training set, two denoisers combined by guidance and a closed
 * form in a test all are denoisers. Samplers know nothing else.
 */
@FunctionalInterface
public interface Denoiser {
    /**
     * Denoises a batch.
     *
     * @param noisy {@code [batch, …]}, clean signal plus Gaussian noise of standard deviation {@code sigma}, in the
     *     model's normalized units
     * @param sigma the noise level, positive, the same for the whole batch
     * @param condition what each item is asked to be; as many items as the batch
     * @return the estimate of the clean signal, of {@code noisy}'s shape and attached to its manager
     */
    NDArray denoise(NDArray noisy, double sigma, Condition condition);
}

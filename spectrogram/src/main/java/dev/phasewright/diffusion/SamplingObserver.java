package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;

/**
 * Watches a sampler at work: for a progress bar, for pictures of the signal emerging, or to stop it. To cancel, throw:
 * the exception passes through the sampler, which frees what it holds.
 */
@FunctionalInterface
public interface SamplingObserver {
    /** Watches nothing. */
    SamplingObserver NONE = (step, steps, sigma, x, denoised) -> {};

    /**
     * Called once a step, as soon as the step's first estimate of the clean signal is known.
     *
     * @param step from 0 to {@code steps - 1}
     * @param steps how many there will be
     * @param sigma the noise level of {@code x}
     * @param x {@code [batch, …]}, the noisy signal
     * @param denoised the denoiser's estimate from it, of the same shape. Both arrays are freed after the step:
     *     {@link NDArray#duplicate() duplicate} and re-attach what is to be kept, and change neither.
     */
    void onStep(int step, int steps, double sigma, NDArray x, NDArray denoised);
}

package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;

/**
 * Turns noise into a sample by following a denoiser down the noise levels.
 *
 * <p>The deterministic samplers solve the probability-flow equation dx/dσ = (x − D(x, σ)) / σ (Karras et al. 2022, EDM,
 * eq. 1 with σ(t) = t); a stochastic one adds fresh noise on the way. Which to take: {@link DpmSolver2MSampler} is of
 * second order for one evaluation a step, so it is the cheapest good choice, and may do either.
 *
 * <pre>{@code
 * double[] levels = NoiseSchedule.STANDARD.levels(12);
 * NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(seed, batch));
 * NDArray start = noise.draw(manager, shape).mul(levels[0]);
 * NDArray x = new DpmSolver2MSampler().sample(denoiser, start, levels, condition, noise, SamplingObserver.NONE);
 * }</pre>
 */
@FunctionalInterface
public interface Sampler {
    /**
     * Samples a batch. Memory does not grow with the number of steps: each step has a scope of its own.
     *
     * @param denoiser the model
     * @param start {@code [batch, …]}, the signal at noise level {@code levels[0]}: for a sample from nothing, standard
     *     normal noise times {@code levels[0]}. It is left as it is.
     * @param levels at least two strictly falling noise levels. The last is 0, or positive in order to stop early and
     *     get a signal with that much noise left.
     * @param condition what each item is asked to be; as many items as the batch
     * @param noise where a stochastic sampler draws from; the deterministic ones never ask it
     * @param observer told of each step
     * @return the signal at the last level, of {@code start}'s shape and attached to its manager
     * @throws IllegalArgumentException if the levels do not fall, or the condition's size is not the batch's
     */
    NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer);
}

package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Multistep consistency sampling (Song et al. 2023, Alg. 1): the clean signal is guessed at once and drowned again in
 * fresh noise of the next level, for a denoiser that was distilled to find a sample, not the mean of all samples. One
 * evaluation a step. What a guess lacks below the next noise level does not matter: the noise hides it.
 *
 * <p>Of a denoiser that was not distilled, each guess is a mean, so this is the wrong sampler.
 */
public record RenoisingSampler() implements Sampler {
    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        return SamplingLoop.run(start, levels, condition, (i, carried) -> {
            NDArray x = carried.head();
            NDArray denoised = denoiser.denoise(x, levels[i], condition);
            observer.onStep(i, levels.length - 1, levels[i], x, denoised);
            if (levels[i + 1] == 0) {
                return new NDList(denoised);
            }
            return new NDList(
                    denoised.add(noise.draw(x.getManager(), x.getShape()).mul(levels[i + 1])));
        });
    }
}

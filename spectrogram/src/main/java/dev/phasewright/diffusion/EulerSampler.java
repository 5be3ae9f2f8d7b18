package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Euler's method on the probability-flow equation: one evaluation a step, first order. The same as DDIM (Song et al.
 * 2021) in these units.
 */
public record EulerSampler() implements Sampler {
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
            double sigma = levels[i];
            NDArray denoised = denoiser.denoise(x, sigma, condition);
            observer.onStep(i, levels.length - 1, sigma, x, denoised);
            NDArray slope = x.sub(denoised).div(sigma);
            return new NDList(x.add(slope.mul(levels[i + 1] - sigma)));
        });
    }
}

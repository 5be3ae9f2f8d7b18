package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Heun's method on the probability-flow equation (Karras et al. 2022, EDM, Alg. 1): two evaluations a step, second
 * order. The step to σ = 0, where the slope is undefined, is Euler's, which is one evaluation.
 */
public record HeunSampler() implements Sampler {
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
            return new NDList(step(denoiser, x, denoised, levels[i], levels[i + 1], condition));
        });
    }

    /** Alg. 1, lines 4–8: from {@code x} at {@code sigma}, whose denoised estimate is known, to {@code next}. */
    static NDArray step(
            Denoiser denoiser, NDArray x, NDArray denoised, double sigma, double next, Condition condition) {
        NDArray slope = x.sub(denoised).div(sigma);
        NDArray euler = x.add(slope.mul(next - sigma));
        if (next == 0) {
            return euler;
        }
        NDArray slopeThere = euler.sub(denoiser.denoise(euler, next, condition)).div(next);
        return x.add(slope.add(slopeThere).mul((next - sigma) / 2));
    }
}

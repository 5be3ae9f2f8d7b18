package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * DPM-Solver++(2M) (Lu et al. 2022, Alg. 2, as {@code sample_dpmpp_2m} in k-diffusion): one evaluation a step, second
 * order. It integrates the linear part of the probability-flow equation exactly over λ = −log σ and extrapolates the
 * denoised signal from the last two steps. The first step, which has no step before it, and the one to σ = 0, where λ
 * is infinite, are of first order.
 */
public record DpmSolver2MSampler() implements Sampler {
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
            double next = levels[i + 1];
            NDArray denoised = denoiser.denoise(x, sigma, condition);
            observer.onStep(i, levels.length - 1, sigma, x, denoised);
            NDArray ahead = denoised;
            if (i > 0 && next > 0) {
                double h = Math.log(sigma / next);
                double r = Math.log(levels[i - 1] / sigma) / h;
                NDArray before = carried.get(1);
                ahead = denoised.mul(1 + 1 / (2 * r)).sub(before.mul(1 / (2 * r)));
            }
            // 1 − next/σ is the paper's −expm1(−h), and finite where next is 0.
            return new NDList(x.mul(next / sigma).add(ahead.mul(1 - next / sigma)), denoised);
        });
    }
}

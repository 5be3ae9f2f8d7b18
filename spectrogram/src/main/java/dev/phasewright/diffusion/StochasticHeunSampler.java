package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Karras et al. 2022 (EDM), Alg. 2: before each step of Heun's method the noise is raised a little with fresh noise,
 * which gives the denoiser a chance to undo the errors of earlier steps. Two evaluations a step.
 *
 * @param churn S_churn, how much noise is added over the whole way, not negative; 0 is {@link HeunSampler}. A step of
 *     {@code n} multiplies σ by 1 + min(churn / n, √2 − 1).
 * @param sigmaLow S_tmin, the lowest level at which noise is added, not negative
 * @param sigmaHigh S_tmax, the highest, above {@code sigmaLow}; may be infinite
 * @param noiseScale S_noise, the standard deviation of the fresh noise, positive. 1 is exact; a trained network that
 *     removes a little too much noise wants a little more.
 */
public record StochasticHeunSampler(double churn, double sigmaLow, double sigmaHigh, double noiseScale)
        implements Sampler {

    /** @throws IllegalArgumentException if a value is outside its range */
    public StochasticHeunSampler {
        if (!(churn >= 0 && churn < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("churn must not be negative or infinite, but is " + churn);
        }
        if (!(sigmaLow >= 0 && sigmaHigh > sigmaLow)) {
            throw new IllegalArgumentException(
                    "churn needs 0 <= lowest level < highest, not " + sigmaLow + " and " + sigmaHigh);
        }
        if (!(noiseScale > 0 && noiseScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise scale must be positive, not " + noiseScale);
        }
    }

    /** The paper's values for ImageNet-64 (Table 5): 40, 0.05, 50, 1.003. */
    public StochasticHeunSampler() {
        this(40, 0.05, 50, 1.003);
    }

    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        int steps = levels.length - 1;
        double gamma = Math.min(churn / steps, Math.sqrt(2) - 1);
        return SamplingLoop.run(start, levels, condition, (i, carried) -> {
            NDArray x = carried.head();
            double sigma = levels[i];
            if (gamma > 0 && sigma >= sigmaLow && sigma <= sigmaHigh) {
                double raised = sigma * (1 + gamma);
                NDArray fresh = noise.draw(x.getManager(), x.getShape());
                x = x.add(fresh.mul(noiseScale * Math.sqrt(raised * raised - sigma * sigma)));
                sigma = raised;
            }
            NDArray denoised = denoiser.denoise(x, sigma, condition);
            observer.onStep(i, steps, sigma, x, denoised);
            return new NDList(HeunSampler.step(denoiser, x, denoised, sigma, levels[i + 1], condition));
        });
    }
}

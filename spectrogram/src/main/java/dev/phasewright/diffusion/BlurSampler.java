package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.function.DoubleUnaryOperator;

/**
 * Undoes blur. Each coefficient of a clip has a noise level of its own, n/d: what is seen of it is d·x₀ + n·ε. In
 * those levels the probability-flow equation is the usual one, so Euler's and Heun's methods are the usual ones,
 * coefficient by coefficient. Where the noise is the same at all levels and hides nothing, there is no such equation: the
 * estimate is blurred a little less, and noise is added (Rissanen et al. 2022, alg. 2).
 *
 * @param kept d at a level
 * @param noiseAt n at a level
 * @param second whether by Heun's method
 * @param stirred noise that each step but the last adds in place of what it sees; 0 keeps that
 */
record BlurSampler(Kept kept, DoubleUnaryOperator noiseAt, boolean second, double stirred) implements Sampler {
    /** The share of each coefficient that is left. */
    @FunctionalInterface
    interface Kept {
        /** Shares at a level, {@code [frames × bands]}. */
        float[] at(int frames, int bands, double sigma);
    }

    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        Shape shape = start.getShape();
        int frames = Math.toIntExact(shape.get(1));
        int bands = Math.toIntExact(shape.get(2));
        CosineTransform transform = new CosineTransform(frames, bands);
        return SamplingLoop.run(start, levels, condition, (i, carried) -> {
            NDArray x = carried.head();
            NDManager scope = x.getManager();
            NDArray denoised = denoiser.denoise(x, levels[i], condition);
            observer.onStep(i, levels.length - 1, levels[i], x, denoised);
            NDArray share = share(scope, frames, bands, levels[i]);
            NDArray shareNext = share(scope, frames, bands, levels[i + 1]);
            double now = noiseAt.applyAsDouble(levels[i]);
            double next = levels[i + 1] == 0 ? 0 : noiseAt.applyAsDouble(levels[i + 1]);
            NDArray clean = transform.forward(denoised);
            if (stirred > 0) {
                NDArray less = transform.inverse(clean.mul(shareNext));
                return new NDList(
                        next == 0 ? less : less.add(noise.draw(scope, shape).mul(stirred)));
            }
            NDArray seen = transform.forward(x);
            NDArray slope = seen.sub(clean.mul(share)).div(now);
            NDArray euler = transform.inverse(clean.mul(shareNext).add(slope.mul(next)));
            if (!second || next == 0) {
                return new NDList(euler);
            }
            NDArray cleanThere = transform.forward(denoiser.denoise(euler, levels[i + 1], condition));
            NDArray slopeThere =
                    transform.forward(euler).sub(cleanThere.mul(shareNext)).div(next);
            // The levels that the coefficients come from and go to, and their difference.
            NDArray fall = shareNext.pow(-1).mul(next).sub(share.pow(-1).mul(now));
            NDArray there = seen.div(share).add(slope.add(slopeThere).mul(fall).div(2));
            return new NDList(transform.inverse(there.mul(shareNext)));
        });
    }

    private NDArray share(NDManager scope, int frames, int bands, double sigma) {
        return scope.create(kept.at(frames, bands, sigma), new Shape(frames, bands));
    }
}

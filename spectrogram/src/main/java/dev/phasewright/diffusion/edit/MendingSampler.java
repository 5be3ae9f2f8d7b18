package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import java.util.Arrays;

/**
 * A restart (Xu et al. 2023) that comes after damage: the damaged sampler goes down to a low noise level, or as far as the
 * damage if that is lower, noise is added anew up to a high one, and the sampler within comes down once more. What was
 * done to the signal below the high level drowns in the noise, so it can be mended even where no step was left to do so.
 *
 * @param damaged what goes down first
 * @param low the level it goes down to, or the last above it
 * @param high the level that the second way starts from, or the first below it
 */
public record MendingSampler(DamagedSampler damaged, double low, double high) implements Sampler {
    /** @throws IllegalArgumentException unless 0 ≤ low &lt; high */
    public MendingSampler {
        if (!(low >= 0 && low < high)) {
            throw new IllegalArgumentException("a restart needs 0 <= low < high, not " + low + " and " + high);
        }
    }

    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        int bottom = levels.length - 1;
        while (bottom > damaged.step() && levels[bottom] < low) {
            bottom--;
        }
        // One step at least is damaged, or there is nothing to restart.
        bottom = Math.max(1, bottom);
        int top = 0;
        while (top < bottom && levels[top] > high) {
            top++;
        }
        int steps = bottom + levels.length - 1 - top;
        int before = bottom;
        NDManager manager = start.getManager();
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = damaged.sample(
                    denoiser,
                    start,
                    Arrays.copyOf(levels, bottom + 1),
                    condition,
                    noise,
                    (i, ignored, sigma, seen, denoised) -> observer.onStep(i, steps, sigma, seen, denoised));
            x.attach(scope);
            double added = Math.sqrt(levels[top] * levels[top] - levels[bottom] * levels[bottom]);
            NDArray raised = x.add(noise.draw(scope, x.getShape()).mul(added));
            if (top == levels.length - 1) {
                raised.attach(manager);
                return raised;
            }
            NDArray mended = damaged.inner()
                    .sample(
                            denoiser,
                            raised,
                            Arrays.copyOfRange(levels, top, levels.length),
                            condition,
                            noise,
                            (i, ignored, sigma, seen, denoised) ->
                                    observer.onStep(before + i, steps, sigma, seen, denoised));
            mended.attach(manager);
            return mended;
        }
    }
}

package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Objects;

/**
 * Restart sampling (Xu et al. 2023): another sampler goes down to a low noise level, and a number of times noise is added
 * up to a high one and it comes down again. What went wrong in between is forgotten each time under the noise, and what
 * was right above it stays. In inpainting the same lets what is drawn take notice of what stands beside it (RePaint's
 * resampling, Lugmayr et al. 2022).
 *
 * @param inner goes down
 * @param restarts how often noise is added, not negative; 0 is {@code inner}
 * @param low the noise level from which it is, not negative: the lowest of the schedule's levels at or above it
 * @param high the noise level to which it is, above {@code low}: the highest of the schedule's levels at or below it
 */
public record RestartSampler(Sampler inner, int restarts, double low, double high) implements Sampler {
    /** The levels between which the words of the shipped models are decided. */
    private static final double LOW = 1;

    private static final double HIGH = 20;

    /** @throws IllegalArgumentException if a value is outside its range */
    public RestartSampler {
        Objects.requireNonNull(inner, "inner");
        if (restarts < 0) {
            throw new IllegalArgumentException("the number of restarts must not be negative, not " + restarts);
        }
        if (!(low >= 0 && high > low)) {
            throw new IllegalArgumentException("restarts need 0 <= low < high, not " + low + " and " + high);
        }
    }

    /** Restarts of {@link DpmSolver2MSampler} from σ = 1 to σ = 20. */
    public RestartSampler(int restarts) {
        this(new DpmSolver2MSampler(), restarts, LOW, HIGH);
    }

    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        int top = 0;
        while (top < levels.length - 1 && levels[top] > high) {
            top++;
        }
        int bottom = levels.length - 1;
        while (bottom > 0 && (levels[bottom] < low || levels[bottom] == 0)) {
            bottom--;
        }
        if (restarts == 0 || bottom <= top) {
            return inner.sample(denoiser, start, levels, condition, noise, observer);
        }
        int steps = levels.length - 1 + restarts * (bottom - top);
        double[] between = Arrays.copyOfRange(levels, top, bottom + 1);
        double added = Math.sqrt(levels[top] * levels[top] - levels[bottom] * levels[bottom]);
        NDArray x = inner.sample(
                denoiser, start, Arrays.copyOf(levels, bottom + 1), condition, noise, counting(observer, 0, steps));
        for (int i = 0; i < restarts; i++) {
            NDArray raised = raise(x, noise, added);
            x = inner.sample(
                    denoiser,
                    raised,
                    between,
                    condition,
                    noise,
                    counting(observer, bottom + i * (bottom - top), steps));
            raised.close();
        }
        if (bottom == levels.length - 1) {
            return x;
        }
        NDArray sample = inner.sample(
                denoiser,
                x,
                Arrays.copyOfRange(levels, bottom, levels.length),
                condition,
                noise,
                counting(observer, bottom + restarts * (bottom - top), steps));
        x.close();
        return sample;
    }

    /** With so much more noise, in the place of the array. */
    private static NDArray raise(NDArray x, NoiseSource noise, double added) {
        NDManager manager = x.getManager();
        try (NDManager scope = manager.newSubManager()) {
            x.attach(scope);
            NDArray raised = x.add(noise.draw(scope, x.getShape()).mul(added));
            raised.attach(manager);
            return raised;
        }
    }

    private static SamplingObserver counting(SamplingObserver observer, int done, int steps) {
        return (step, ignored, sigma, x, denoised) -> observer.onStep(done + step, steps, sigma, x, denoised);
    }
}

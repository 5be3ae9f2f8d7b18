package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Classifier-free guidance (Ho and Salimans 2022) as a denoiser over a denoiser: {@code D_none + scale · (D_cond −
 * D_none)}, both evaluated in one batch of twice the size.
 *
 * <p>It acts only for σ in {@code (low, high]} (Kynkäänniemi et al. 2024): at high noise guidance costs diversity, at
 * low noise it is hardly needed. Outside, the result is the plain conditional one. Where the two estimates need not
 * differ (scale 0 or 1, outside the interval, or nothing asked of any item) a single evaluation is made.
 *
 * @param model what is guided; it must know {@link Condition#NONE}
 * @param scale 0 ignores the condition, 1 is the plain conditional model, more exaggerates the condition; not negative
 * @param low the interval's lower end, excluded; not negative
 * @param high the interval's upper end, included; above {@code low}, may be infinite
 */
public record Guidance(Denoiser model, double scale, double low, double high) implements Denoiser {

    /** @throws IllegalArgumentException if a value is outside its range */
    public Guidance {
        Objects.requireNonNull(model, "model");
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("guidance scale must not be negative or infinite, but is " + scale);
        }
        if (!(low >= 0 && high > low)) {
            throw new IllegalArgumentException(
                    "a guidance interval needs 0 <= low < high, not " + low + " and " + high);
        }
    }

    /** Guidance at all noise levels. */
    public Guidance(Denoiser model, double scale) {
        this(model, scale, 0, Double.POSITIVE_INFINITY);
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        int batch = condition.batch();
        boolean plain = scale == 1 || sigma <= low || sigma > high;
        if (plain || asksNothing(condition)) {
            return model.denoise(noisy, sigma, condition);
        }
        if (scale == 0) {
            return model.denoise(noisy, sigma, Condition.none(batch));
        }
        try (NDManager scope = noisy.getManager().newSubManager()) {
            NDArray twice = NDArrays.concat(new NDList(noisy, noisy));
            twice.attach(scope);
            NDList halves =
                    model.denoise(twice, sigma, withAndWithout(condition)).split(2);
            NDArray asked = halves.get(0);
            NDArray free = halves.get(1);
            NDArray guided = free.add(asked.sub(free).mul(scale));
            guided.attach(noisy.getManager());
            return guided;
        }
    }

    private static boolean asksNothing(Condition condition) {
        return IntStream.range(0, condition.batch()).allMatch(condition::asksNothing);
    }

    /** The condition, followed by as many items of which nothing is asked. */
    private static Condition withAndWithout(Condition condition) {
        return condition.concat(Condition.none(condition.batch()));
    }
}

package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * The noise levels that a sampler steps down: σ₀ &gt; σ₁ &gt; … &gt; σₙ₋₁ &gt; 0, and then 0.
 *
 * <p>All levels are standard deviations in the model's normalized units, in which the data have unit variance. A
 * schedule says only how a given number of steps is spread between the two ends.
 */
public sealed interface NoiseSchedule {
    /**
     * {@link Karras} with ρ = 7 from 80 down to 0.01. At 80 nothing of the signal is left (signal-to-noise ratio −38
     * dB); noise of 0.01 on a log-mel of unit variance is far below what is heard.
     */
    NoiseSchedule STANDARD = new Karras(7, 0.01, 80);

    /** The smallest level above zero. */
    double sigmaMin();

    /** The largest level, where sampling starts. */
    double sigmaMax();

    /**
     * The levels for a number of steps.
     *
     * @param steps positive
     * @return {@code steps + 1} strictly falling levels: the first is exactly {@link #sigmaMax()}, the last but one
     *     exactly {@link #sigmaMin()} (if {@code steps > 1}; of {@link Spectral} it is above), the last 0
     * @throws IllegalArgumentException if {@code steps} is not positive
     */
    double[] levels(int steps);

    /**
     * Where sampling starts: a signal at {@link #sigmaMax()}, of which nothing is known.
     *
     * @param noise standard normal, {@code [batch, frames, bands]}
     * @return of the same shape, attached to its manager
     */
    NDArray start(NDArray noise);

    /**
     * Karras et al. 2022 (EDM), eq. 5: equal steps in σ<sup>1/ρ</sup>. A larger ρ spends more of the steps at low
     * noise; the paper recommends 7.
     *
     * @param rho positive
     * @param sigmaMin positive
     * @param sigmaMax above {@code sigmaMin}
     */
    record Karras(double rho, double sigmaMin, double sigmaMax) implements NoiseSchedule {
        /** @throws IllegalArgumentException if a value is outside its range */
        public Karras {
            if (!(rho > 0 && rho < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("rho must be positive, not " + rho);
            }
            requireRange(sigmaMin, sigmaMax);
        }

        @Override
        public double[] levels(int steps) {
            return spread(this, steps, s -> Math.pow(s, 1 / rho), u -> Math.pow(u, rho));
        }

        @Override
        public NDArray start(NDArray noise) {
            return noise.mul(sigmaMax());
        }
    }

    /**
     * Equal steps in log σ: each level is the same fraction of the one before (Karras' schedule for ρ → ∞).
     *
     * @param sigmaMin positive
     * @param sigmaMax above {@code sigmaMin}
     */
    record LogLinear(double sigmaMin, double sigmaMax) implements NoiseSchedule {
        /** @throws IllegalArgumentException if a value is outside its range */
        public LogLinear {
            requireRange(sigmaMin, sigmaMax);
        }

        @Override
        public double[] levels(int steps) {
            return spread(this, steps, Math::log, Math::exp);
        }

        @Override
        public NDArray start(NDArray noise) {
            return noise.mul(sigmaMax());
        }
    }

    /**
     * Equal steps in the time of flow matching (rectified flow: Liu et al. 2023), where x = (1 − t) x₀ + t ε. Divided
     * by 1 − t this is x₀ plus noise of σ = t / (1 − t). The ends are clipped to {@code [sigmaMin, sigmaMax]}, since t
     * = 1 is infinite noise.
     *
     * @param sigmaMin positive
     * @param sigmaMax above {@code sigmaMin}
     */
    record Flow(double sigmaMin, double sigmaMax) implements NoiseSchedule {
        /** @throws IllegalArgumentException if a value is outside its range */
        public Flow {
            requireRange(sigmaMin, sigmaMax);
        }

        @Override
        public double[] levels(int steps) {
            return spread(this, steps, s -> s / (1 + s), t -> t / (1 - t));
        }

        @Override
        public NDArray start(NDArray noise) {
            return noise.mul(sigmaMax());
        }
    }

    /**
     * Levels that somebody has chosen, for as many steps as there are levels. Another number of steps is spread between
     * {@link #STANDARD}'s lowest level and the highest of these.
     *
     * @param chosen falling and positive, at least one
     */
    record Listed(List<Double> chosen) implements NoiseSchedule {
        /** @throws IllegalArgumentException if there are none, or they do not fall, or one is not positive */
        public Listed {
            chosen = List.copyOf(chosen);
            if (chosen.isEmpty()) {
                throw new IllegalArgumentException("a schedule needs at least one noise level");
            }
            for (int i = 0; i < chosen.size(); i++) {
                double level = chosen.get(i);
                if (!(level > 0 && level < Double.POSITIVE_INFINITY && (i == 0 || level < chosen.get(i - 1)))) {
                    throw new IllegalArgumentException("noise levels must be positive and fall, not " + chosen);
                }
            }
        }

        @Override
        public double sigmaMin() {
            return chosen.get(chosen.size() - 1);
        }

        @Override
        public double sigmaMax() {
            return chosen.get(0);
        }

        @Override
        public NDArray start(NDArray noise) {
            return noise.mul(sigmaMax());
        }

        @Override
        public double[] levels(int steps) {
            if (steps == chosen.size()) {
                double[] levels = new double[steps + 1];
                Arrays.setAll(levels, i -> i < steps ? chosen.get(i) : 0);
                return levels;
            }
            return new Karras(7, Math.min(STANDARD.sigmaMin(), sigmaMin() / 2), sigmaMax()).levels(steps);
        }
    }

    /**
     * Levels computed from the corpus's spectrum λ, those by which few steps of a sampler do a Gaussian field of that
     * spectrum the least wrong (after Benita et al. 2025).
     *
     * <p>Sampling starts from such a field with noise of {@code sigmaMax} added, λ + σ² at each frequency, which white noise
     * of that level is not where λ is as large. So {@code sigmaMax} may be low: above it the way of a Gaussian is known in
     * closed form, and no step need be taken there (teleport: S. Li et al., "Gaussian score approximation", 2024,
     * arXiv:2412.09726).
     *
     * @param spectrum λ in the model's units
     * @param sampler that steps down; others take the same levels, but less well
     * @param sigmaMin positive; what is of less than this deviation counts for nothing
     * @param sigmaMax above {@code sigmaMin}
     */
    record Spectral(SpatialSpectrum spectrum, Sampler sampler, double sigmaMin, double sigmaMax)
            implements NoiseSchedule {
        /** @throws IllegalArgumentException if a value is outside its range */
        public Spectral {
            Objects.requireNonNull(spectrum, "spectrum");
            Objects.requireNonNull(sampler, "sampler");
            requireRange(sigmaMin, sigmaMax);
        }

        @Override
        public double[] levels(int steps) {
            requireSteps(steps);
            return SpectralLevels.of(spectrum, sampler, sigmaMin, sigmaMax, steps);
        }

        @Override
        public NDArray start(NDArray noise) {
            int frames = Math.toIntExact(noise.getShape().get(1));
            int bands = Math.toIntExact(noise.getShape().get(2));
            float[] deviations = spectrum.map(frames, bands);
            for (int k = 0; k < deviations.length; k++) {
                deviations[k] = (float) Math.sqrt(deviations[k] + sigmaMax * sigmaMax);
            }
            CosineTransform transform = new CosineTransform(frames, bands);
            NDManager manager = noise.getManager();
            try (NDManager scope = manager.newSubManager()) {
                NDArray coefficients = transform.forward(noise);
                coefficients.attach(scope);
                NDArray shaped = coefficients.mul(scope.create(deviations, new Shape(frames, bands)));
                NDArray start = transform.inverse(shaped);
                start.attach(manager);
                return start;
            }
        }
    }

    private static void requireSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be positive, not " + steps);
        }
    }

    private static void requireRange(double sigmaMin, double sigmaMax) {
        if (!(sigmaMin > 0 && sigmaMax > sigmaMin && sigmaMax < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise levels need 0 < sigma_min < sigma_max, not " + sigmaMin + " and " + sigmaMax);
        }
    }

    /** Equal steps in {@code warp(σ)}; the ends are set, not computed, so that rounding cannot move them. */
    private static double[] spread(
            NoiseSchedule schedule, int steps, DoubleUnaryOperator warp, DoubleUnaryOperator unwarp) {
        requireSteps(steps);
        double[] levels = new double[steps + 1];
        double top = warp.applyAsDouble(schedule.sigmaMax());
        double bottom = warp.applyAsDouble(schedule.sigmaMin());
        for (int i = 1; i < steps - 1; i++) {
            levels[i] = unwarp.applyAsDouble(top + (bottom - top) * i / (steps - 1));
        }
        levels[steps - 1] = schedule.sigmaMin();
        levels[0] = schedule.sigmaMax();
        return levels;
    }
}

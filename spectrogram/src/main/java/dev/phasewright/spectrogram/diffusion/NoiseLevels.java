package dev.phasewright.spectrogram.diffusion;

import java.util.random.RandomGenerator;

/**
 * The distribution of noise levels in training: {@code ln σ} is normal (Karras et al. 2022, section 5).
 *
 * @param mean of {@code ln σ}
 * @param deviation standard deviation of {@code ln σ}, positive
 */
public record NoiseLevels(double mean, double deviation) {
    /** Centred where a spectrogram of variance 1 has its noise at its own level, wide enough for both ends. */
    public static final NoiseLevels DEFAULT = new NoiseLevels(0, 1.3);

    /** @throws IllegalArgumentException if the deviation is not positive or a number is not finite */
    public NoiseLevels {
        if (!(Double.isFinite(mean) && deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "noise levels need a finite mean and a positive deviation, not " + mean + " and " + deviation);
        }
    }

    /** Draws a noise level. */
    double draw(RandomGenerator random) {
        return Math.exp(mean + deviation * random.nextGaussian());
    }
}

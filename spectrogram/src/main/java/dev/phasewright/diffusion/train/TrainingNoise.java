package dev.phasewright.diffusion.train;

import dev.phasewright.random.NormalDeviates;
import java.util.random.RandomGenerator;

/**
 * The distribution of noise levels in training: {@code ln σ} is normal (Karras et al. 2022, section 5).
 *
 * @param mean of {@code ln σ}
 * @param deviation standard deviation of {@code ln σ}, positive
 */
public record TrainingNoise(double mean, double deviation) {
    /**
     * Two deviations reach from 0.14 to 55. Frames and bands of a spectrogram move together, so what makes one word
     * differ from another stands far above σ = 1: of spoken digits the first principal component has a deviation of 61,
     * the tenth 12, the hundredth 2.5, the three hundredth 1. EDM's own choice for images, centred below 1, would hardly
     * ever ask for what is decided up there.
     */
    public static final TrainingNoise DEFAULT = new TrainingNoise(1, 1.5);

    /** @throws IllegalArgumentException if the deviation is not positive or a number is not finite */
    public TrainingNoise {
        if (!(Double.isFinite(mean) && deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "noise levels need a finite mean and a positive deviation, not " + mean + " and " + deviation);
        }
    }

    /** Draws a noise level. */
    public double draw(RandomGenerator random) {
        return StrictMath.exp(mean + deviation * NormalDeviates.draw(random));
    }
}

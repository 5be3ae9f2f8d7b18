package dev.phasewright.diffusion.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.random.NormalDeviates;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of noise levels in training: {@code ln σ} is normal (Karras et al. 2022, section 5), and of a share of
 * clips it may be normal around another level.
 *
 * @param mean of {@code ln σ}
 * @param deviation standard deviation of {@code ln σ}, positive
 * @param emphasis a level around which {@value #SHARE} of the clips are drowned, {@code ln σ} with a deviation of
 *     {@value #SPREAD}; null for none
 */
public record TrainingNoise(
        double mean, double deviation, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double emphasis) {
    /**
     * Two deviations reach from 0.14 to 55. Frames and bands of a spectrogram move together, so what makes one word
     * differ from another stands far above σ = 1: of spoken digits the first principal component has a deviation of 61,
     * the tenth 12, the hundredth 2.5, the three hundredth 1. EDM's own choice for images, centred below 1, would hardly
     * ever ask for what is decided up there.
     */
    public static final TrainingNoise DEFAULT = new TrainingNoise(1, 1.5, null);

    /** Of the clips, where a level is emphasized. */
    static final double SHARE = 0.5;

    /** From a level's {@code e}-th part to {@code e} times it and a little more, most of the time. */
    static final double SPREAD = 0.8;

    /** @throws IllegalArgumentException if a deviation or a level is not positive or a number is not finite */
    public TrainingNoise {
        if (!(Double.isFinite(mean) && deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "noise levels need a finite mean and a positive deviation, not " + mean + " and " + deviation);
        }
        if (emphasis != null && !(emphasis > 0 && Double.isFinite(emphasis))) {
            throw new IllegalArgumentException("a noise level must be positive, not " + emphasis);
        }
    }

    /**
     * The same with half of the clips drowned around a level: where something is decided that the network gets wrong.
     *
     * @param level positive
     * @throws IllegalArgumentException if it is not
     */
    public TrainingNoise emphasizing(double level) {
        return new TrainingNoise(mean, deviation, level);
    }

    /** Draws a noise level. */
    public double draw(RandomGenerator random) {
        if (emphasis != null && random.nextDouble() < SHARE) {
            return emphasis * StrictMath.exp(SPREAD * NormalDeviates.draw(random));
        }
        return StrictMath.exp(mean + deviation * NormalDeviates.draw(random));
    }
}

package dev.phasewright.diffusion;

import java.util.Objects;

/**
 * How a sample is drawn from a model.
 *
 * @param sampler the solver
 * @param schedule the noise levels' range and spacing
 * @param steps steps from noise to sample, positive
 * @param guidance classifier-free guidance scale: 1 is the plain model
 * @param guidanceLow guidance acts only above this noise level
 * @param guidanceHigh guidance acts only up to this noise level
 */
public record SamplingPlan(
        Sampler sampler, NoiseSchedule schedule, int steps, double guidance, double guidanceLow, double guidanceHigh) {

    /**
     * What {@code phasewright generate} does unless told otherwise, with a model that was not distilled. The guidance
     * interval spans the levels at which words are decided, which are also those that training heeds most.
     */
    public static final SamplingPlan DEFAULT =
            new SamplingPlan(DpmSolver2MSampler.freshlyNoised(), NoiseSchedule.STANDARD, 12, 1.5, 0.2, 30);

    /**
     * The most guidance that is worth asking for: far beyond what any sound survives, far below where numbers do not hold
     * it.
     */
    public static final double MOST_GUIDANCE = 100;

    /** @throws IllegalArgumentException if the number of steps is not positive */
    public SamplingPlan {
        Objects.requireNonNull(sampler, "sampler");
        Objects.requireNonNull(schedule, "schedule");
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be positive, not " + steps);
        }
    }

    /** The same without fresh noise on the way, if that is all that it draws: one noise has one sample then. */
    public SamplingPlan deterministic() {
        return sampler instanceof DpmSolver2MSampler ? with(new DpmSolver2MSampler(), steps, guidance) : this;
    }

    /** The same range of noise levels and the same guidance interval, sampled in another way. */
    public SamplingPlan with(Sampler other, int count, double scale) {
        return new SamplingPlan(other, schedule, count, scale, guidanceLow, guidanceHigh);
    }

    /** The same with guidance between other noise levels. */
    public SamplingPlan withInterval(double low, double high) {
        return new SamplingPlan(sampler, schedule, steps, guidance, low, high);
    }
}

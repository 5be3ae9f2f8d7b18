package dev.phasewright.diffusion;

import java.util.List;

/**
 * What a distilled generator was taught to do: to find the clean signal behind each of a few noise levels in one
 * evaluation. It is part of the student's {@code model.json} and decides how the student is sampled unless something
 * else is asked for. Guidance is in its weights, so it wants none.
 *
 * @param levels the noise levels, falling; the first is where sampling starts. There are as many as steps.
 */
public record DistilledLevels(List<Double> levels) {

    /** @throws IllegalArgumentException if there are none, or they do not fall, or one is not positive */
    public DistilledLevels {
        if (levels == null) {
            throw new IllegalArgumentException("the noise levels are missing");
        }
        // Checks them, too.
        levels = new NoiseSchedule.Listed(levels).chosen();
    }

    /**
     * The levels that are taught unless others are asked for. The second is where the judge sees least of what the first
     * step blurred and the second still finds the details (see {@code samples/models/digits-fast}).
     *
     * @param steps 1, 2 or 4
     * @throws IllegalArgumentException if it is another number
     */
    public static DistilledLevels standard(int steps) {
        double top = NoiseSchedule.STANDARD.sigmaMax();
        return new DistilledLevels(
                switch (steps) {
                    case 1 -> List.of(top);
                    case 2 -> List.of(top, 6.0);
                    case 4 -> List.of(top, 12.0, 3.0, 0.8);
                    default -> throw new IllegalArgumentException("a student takes 1, 2 or 4 steps, not " + steps);
                });
    }

    /** The plan that uses them: a {@link RenoisingSampler} without guidance. */
    public SamplingPlan plan() {
        return new SamplingPlan(
                new RenoisingSampler(),
                new NoiseSchedule.Listed(levels),
                levels.size(),
                1,
                SamplingPlan.DEFAULT.guidanceLow(),
                SamplingPlan.DEFAULT.guidanceHigh());
    }
}

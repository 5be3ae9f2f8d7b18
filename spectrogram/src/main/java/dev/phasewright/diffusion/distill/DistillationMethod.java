package dev.phasewright.diffusion.distill;

import dev.phasewright.diffusion.HeunSampler;
import dev.phasewright.diffusion.SamplingPlan;
import java.util.Locale;

/** How a student is taught. */
public enum DistillationMethod {
    /** From whole trajectories of the teacher: each state on the way is to become its end. */
    TRAJECTORIES,
    /** Discrete consistency distillation: from single steps of the teacher. */
    CONSISTENCY;

    /** How the teacher takes so many steps where it is not told otherwise. */
    public SamplingPlan teaching(int steps) {
        SamplingPlan standard = SamplingPlan.DEFAULT.deterministic();
        return standard.with(
                // A sampler that looks back has nothing to look back to in a single step.
                this == CONSISTENCY ? new HeunSampler() : standard.sampler(), steps, standard.guidance());
    }

    /** As it is asked for, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

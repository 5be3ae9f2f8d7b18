package dev.phasewright.serve;

import dev.phasewright.spectrogram.diffusion.Sampler;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;

/**
 * What a generation is asked for.
 *
 * @param className one of the model's classes; null for a model that has none
 * @param seed the same seed gives the same sound
 * @param steps from noise to sound
 * @param guidance scale of classifier-free guidance
 * @param sampler the name of a {@link Sampler}
 */
record GenerationRequest(String className, long seed, int steps, double guidance, String sampler) {
    static final int MOST_STEPS = 200;
    static final double MOST_GUIDANCE = 20;
    /** The largest whole number that a browser's numbers hold exactly. */
    static final long LARGEST_SEED = (1L << 53) - 1;

    /** How it is sampled. */
    SamplingPlan plan() {
        SamplingPlan standard = SamplingPlan.DEFAULT;
        return new SamplingPlan(
                Sampler.named(sampler),
                standard.schedule(),
                steps,
                guidance,
                standard.guidanceLow(),
                standard.guidanceHigh());
    }
}

package dev.phasewright.serve;

import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a generation is asked for.
 *
 * @param className one of the model's classes; null for a model that has none
 * @param seed the same seed gives the same sound
 * @param plan how it is sampled
 */
record GenerationRequest(String className, long seed, SamplingPlan plan) {
    static final int MOST_STEPS = 200;
    static final double MOST_GUIDANCE = 20;
    /** The largest whole number that a browser's numbers hold exactly. */
    static final long LARGEST_SEED = (1L << 53) - 1;

    private static final int DRAWN_SEEDS = 1_000_000_000;

    /**
     * What is asked of a model.
     *
     * @param asked whatever is missing is the model's own
     * @param classes the model's; may be empty
     * @param own how the model is sampled by itself: one that was distilled is to be sampled as it was taught
     * @throws Refusal if something asked for cannot be
     */
    static GenerationRequest of(Query asked, List<String> classes, SamplingPlan own) {
        String name = classes.isEmpty() ? null : asked.choice("class", classes, classes.get(0));
        long seed =
                asked.whole("seed", 0, LARGEST_SEED, ThreadLocalRandom.current().nextInt(DRAWN_SEEDS));
        int steps = (int) asked.whole("steps", 1, MOST_STEPS, own.steps());
        double guidance = asked.number("guidance", 0, MOST_GUIDANCE, own.guidance());
        String sampler = asked.choice("sampler", Samplers.names(), Samplers.name(own.sampler()));
        asked.end();
        return new GenerationRequest(name, seed, own.with(Samplers.named(sampler), steps, guidance));
    }
}

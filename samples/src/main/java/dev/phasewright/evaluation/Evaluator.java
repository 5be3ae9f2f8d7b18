package dev.phasewright.evaluation;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import java.util.List;
import java.util.stream.IntStream;

/** The clips that an evaluation has a generator make. */
public final class Evaluator {
    public static final int BATCH = MagnitudeGenerator.BATCH;

    private final MagnitudeGenerator generator;
    private final Condition asked;
    private final long[] seeds;
    private final ProgressDisplay display;

    /**
     * An evaluator of so many clips of all classes.
     *
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(MagnitudeGenerator generator, int count, long seed, ProgressDisplay display) {
        this(generator, all(generator.spec().classes().size()), count, seed, display);
    }

    /**
     * An evaluator of so many clips of some classes, one after the other.
     *
     * @param classes their indices
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(
            MagnitudeGenerator generator, List<Integer> classes, int count, long seed, ProgressDisplay display) {
        this(
                generator,
                Condition.of(IntStream.range(0, count)
                        .map(i -> classes.get(i % classes.size()))
                        .toArray()),
                seed,
                display);
    }

    /**
     * An evaluator of clips of which something is asked.
     *
     * @param asked of each clip
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(MagnitudeGenerator generator, Condition asked, long seed, ProgressDisplay display) {
        this.generator = generator;
        this.asked = asked;
        this.seeds = GaussianNoise.itemSeeds(seed, asked.batch());
        this.display = display;
    }

    private static List<Integer> all(int classes) {
        return classes == 0
                ? List.of(Condition.NONE)
                : IntStream.range(0, classes).boxed().toList();
    }

    /** What is asked of each generated clip. */
    public Condition asked() {
        return asked;
    }

    /** Draws the clips. */
    public List<LogMel> generate(SamplingPlan plan) {
        try (ProgressDisplay.Task bar = display.start("generating", (long) seeds.length * plan.steps(), "steps")) {
            return generator.generate(plan, asked, seeds, (done, total) -> bar.at(done));
        }
    }
}

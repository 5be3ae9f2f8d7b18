package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.harmonic.Harmonics;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ConditionDropout;
import dev.phasewright.diffusion.train.DenoisingBatch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A generator that teaches, and the noise levels it stops at: the student's are among them. */
final class Teacher {
    private final TransformerSpec spec;
    private final @Nullable Harmonics harmonics;
    private final Denoiser denoiser;
    private final SamplingPlan plan;
    private final DistilledLevels taught;
    private final double[] levels;
    private final @Nullable Condition only;

    /**
     * A teacher.
     *
     * @param spec of its network, and the student's
     * @param harmonics finds what both are shown of clips; null if they are not
     * @param denoiser with its guidance
     * @param plan how it steps, by a deterministic sampler
     * @param taught the student's levels
     * @param only what alone is asked for, or null
     */
    Teacher(
            TransformerSpec spec,
            @Nullable Harmonics harmonics,
            Denoiser denoiser,
            SamplingPlan plan,
            DistilledLevels taught,
            @Nullable Condition only) {
        this.spec = spec;
        this.harmonics = harmonics;
        this.denoiser = denoiser;
        this.plan = plan;
        this.taught = taught;
        this.levels = levels(plan, taught);
        this.only = only;
    }

    /** The teacher's levels, of which those nearest to the student's are moved there. */
    static double[] levels(SamplingPlan plan, DistilledLevels taught) {
        double[] levels = plan.schedule().levels(plan.steps());
        for (double level : taught.levels()) {
            int nearest = 0;
            for (int i = 1; i < levels.length - 1; i++) {
                if (Math.abs(Math.log(levels[i] / level)) < Math.abs(Math.log(levels[nearest] / level))) {
                    nearest = i;
                }
            }
            levels[nearest] = level;
        }
        return levels;
    }

    /** Its network, and the student's. */
    TransformerSpec spec() {
        return spec;
    }

    /** An empty batch of so many items. */
    DenoisingBatch batch(int size) {
        return new DenoisingBatch(spec, harmonics, size);
    }

    /** What is asked of some trajectories from noise, before anything is hidden of it. */
    Condition asked(int count, RandomGenerator random) {
        if (only != null) {
            return Condition.concat(Collections.nCopies(count, only));
        }
        return Condition.any(spec.classes(), spec.pitches(), count, random).withAnyKnobs(spec.knobs(), random);
    }

    /** What is shown of what could be asked of one item: now and then nothing, unless but one thing is ever asked. */
    Condition shown(Condition asked, RandomGenerator random) {
        return only == null ? ConditionDropout.TOGETHER.apply(asked, random) : only;
    }

    /** The noise levels it stops at: as many as it takes steps, and 0. */
    int stops() {
        return levels.length;
    }

    /** The noise level of a stop. */
    double level(int stop) {
        return levels[stop];
    }

    /** The stops at the student's levels, in their order. */
    List<Integer> studentStops() {
        List<Double> all = Arrays.stream(levels).boxed().toList();
        return taught.levels().stream().map(all::indexOf).toList();
    }

    /**
     * Goes from one stop to another.
     *
     * @param x {@code [batch, frames, bands]} at the level of stop {@code from}
     * @param to the stop where it ends
     * @return the clips there, attached to {@code x}'s manager
     */
    NDArray walk(NDArray x, int from, int to, Condition condition, SamplingObserver observer) {
        return plan.sampler()
                .sample(
                        denoiser,
                        x,
                        Arrays.copyOfRange(levels, from, to + 1),
                        condition,
                        (manager, shape) -> {
                            throw new IllegalStateException("a teacher's way must not depend on fresh noise");
                        },
                        observer);
    }
}

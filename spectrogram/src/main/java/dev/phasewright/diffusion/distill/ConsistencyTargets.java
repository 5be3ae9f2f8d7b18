package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Discrete consistency distillation (Song et al. 2023, Alg. 2, with the student itself as its target as in Song &amp;
 * Dhariwal 2024): a clip is drowned in noise, the teacher takes one step down, and the student should say at the upper
 * level what it says at the lower one. At the lowest level the teacher's own last step is the truth, from which it
 * spreads upwards.
 */
final class ConsistencyTargets implements TargetSource {
    /** Items that share a noise level, so that the teacher can take their step together. */
    private static final int GROUP = 16;

    private final TransformerSpec spec;
    private final Denoiser teacher;
    private final Denoiser student;
    private final Sampler sampler;
    private final double[] levels;
    private final ClipSource clips;
    private final int batch;
    private final long seed;

    /**
     * Lessons from a teacher and the student itself.
     *
     * @param teacher with its guidance
     * @param student as it is at the time of each lesson
     * @param plan how the teacher steps; at the student's levels it always makes a stop
     * @param batch items a lesson
     */
    ConsistencyTargets(
            TransformerSpec spec,
            Denoiser teacher,
            Denoiser student,
            SamplingPlan plan,
            DistilledLevels fewSteps,
            ClipSource clips,
            int batch,
            long seed) {
        this.spec = spec;
        this.teacher = teacher;
        this.student = student;
        this.sampler = plan.sampler();
        this.levels = TrajectoryTargets.levels(plan, fewSteps);
        this.clips = clips;
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public DenoisingBatch at(NDManager scope, long step) {
        RandomGenerator random = Seeds.stream(seed, "step", step);
        DenoisingBatch lesson = new DenoisingBatch(spec, batch);
        for (int from = 0; from < batch; from += GROUP) {
            int count = Math.min(GROUP, batch - from);
            int level = random.nextInt(levels.length - 1);
            float[] noisy = new float[count * spec.values()];
            NormalDeviates.fill(noisy, 0, noisy.length, random);
            float[] clip = new float[spec.values()];
            List<Condition> asked = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                asked.add(DenoisingBatch.hide(clips.draw(clip, random), random));
                for (int j = 0; j < clip.length; j++) {
                    int at = i * clip.length + j;
                    noisy[at] = (float) (clip[j] + levels[level] * noisy[at]);
                }
            }
            float[] target = target(scope, noisy, level, Condition.concat(asked));
            for (int i = 0; i < count; i++) {
                lesson.put(from + i, noisy, target, i * spec.values(), levels[level], asked.get(i));
            }
        }
        return lesson;
    }

    /** What the student says of where the teacher steps to from {@code levels[level]}. */
    float[] target(NDManager parent, float[] noisy, int level, Condition condition) {
        try (NDManager scope = parent.newSubManager()) {
            NDArray x = scope.create(noisy, new Shape(condition.batch(), spec.frames(), spec.bands()));
            double next = levels[level + 1];
            NDArray lower = sampler.sample(
                    teacher,
                    x,
                    new double[] {levels[level], next},
                    condition,
                    (m, s) -> {
                        throw new IllegalStateException("a teacher's way must not depend on fresh noise");
                    },
                    SamplingObserver.NONE);
            return (next == 0 ? lower : student.denoise(lower, next, condition)).toFloatArray();
        }
    }
}

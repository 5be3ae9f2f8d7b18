package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.SamplingObserver;
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

    private final Teacher teacher;
    private final Denoiser student;
    private final ClipSource clips;
    private final int batch;
    private final long seed;

    /**
     * Targets by a teacher and the student itself.
     *
     * @param student as it is at the time of each update
     * @param batch items an update
     */
    ConsistencyTargets(Teacher teacher, Denoiser student, ClipSource clips, int batch, long seed) {
        this.teacher = teacher;
        this.student = student;
        this.clips = clips;
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public DenoisingBatch batch(NDManager scope, long update) {
        RandomGenerator random = Seeds.stream(seed, "step", update);
        int values = teacher.spec().values();
        DenoisingBatch drawn = teacher.batch(batch);
        for (int from = 0; from < batch; from += GROUP) {
            int count = Math.min(GROUP, batch - from);
            int stop = random.nextInt(teacher.stops() - 1);
            double level = teacher.level(stop);
            float[] noisy = new float[count * values];
            NormalDeviates.fill(noisy, 0, noisy.length, random);
            float[] clip = new float[values];
            List<Condition> asked = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                asked.add(teacher.shown(clips.draw(clip, random), random));
                DenoisingBatch.drown(clip, level, noisy, i * values);
            }
            float[] target = target(scope, noisy, stop, Condition.concat(asked));
            for (int i = 0; i < count; i++) {
                drawn.put(from + i, noisy, target, i * values, level, asked.get(i));
            }
        }
        return drawn;
    }

    /** What the student says of where the teacher steps to from a stop. */
    private float[] target(NDManager parent, float[] noisy, int stop, Condition condition) {
        Shape shape = new Shape(
                condition.batch(), teacher.spec().frames(), teacher.spec().bands());
        double next = teacher.level(stop + 1);
        try (NDManager scope = parent.newSubManager()) {
            NDArray lower = teacher.walk(scope.create(noisy, shape), stop, stop + 1, condition, SamplingObserver.NONE);
            return (next == 0 ? lower : student.denoise(lower, next, condition)).toFloatArray();
        }
    }
}

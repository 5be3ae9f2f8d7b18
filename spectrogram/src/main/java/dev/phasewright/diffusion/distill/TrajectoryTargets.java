package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whole trajectories of the teacher (Luhman &amp; Luhman 2021, Liu et al. 2023): the student is shown a state on the way
 * and asked for where the teacher ended. Half of the trajectories start from noise, half from a real clip drowned at a
 * lower level.
 *
 * <p>A trajectory costs the teacher dozens of evaluations, so each serves several updates: trajectories are made in
 * blocks, a block lasts for a few updates, in which its states come in random order. No target depends on the student,
 * so no error of the student's is learned from.
 */
final class TrajectoryTargets implements TargetSource {
    /** Trajectories that are sampled together. */
    private static final int BATCH = 32;
    /** How often each trajectory is visited. */
    private static final int VISITS = 8;
    /** Share of visits at the student's own levels, instead of others between them. */
    private static final double OWN = 0.6;

    private final TransformerSpec spec;
    private final Denoiser teacher;
    private final Sampler sampler;
    private final double[] levels;
    private final List<Integer> own;
    /** How many of the levels are taught. */
    private final int taught;

    private final ClipSource clips;
    private final int batch;
    private final long seed;
    private long block = -1;
    private List<Trajectory> trajectories = List.of();
    private int[] order = {};

    /** One way of the teacher from noise to a clip. */
    private static final class Trajectory {
        final Condition asked;
        /** The index of the level where it starts. */
        final int first;
        /** From there on, one for each taught level. */
        final List<float[]> states;

        final float[] end;

        Trajectory(Condition asked, int first, List<float[]> states, float[] end) {
            this.asked = asked;
            this.first = first;
            this.states = states;
            this.end = end;
        }
    }

    /**
     * Lessons from a teacher.
     *
     * @param teacher with its guidance
     * @param plan how the teacher steps; at the student's levels it always makes a stop
     * @param batch items a lesson
     */
    TrajectoryTargets(
            TransformerSpec spec,
            Denoiser teacher,
            SamplingPlan plan,
            DistilledLevels fewSteps,
            ClipSource clips,
            int batch,
            long seed) {
        this.spec = spec;
        this.teacher = teacher;
        this.sampler = plan.sampler();
        this.levels = levels(plan, fewSteps);
        this.own = fewSteps.levels().stream()
                .map(level -> Arrays.stream(levels).boxed().toList().indexOf(level))
                .toList();
        double lowest = fewSteps.levels().get(fewSteps.levels().size() - 1);
        this.taught = (int)
                Arrays.stream(levels).filter(l -> l >= Math.min(1, lowest / 2)).count();
        this.clips = clips;
        this.batch = batch;
        this.seed = seed;
    }

    /** The teacher's levels, of which those nearest to the student's are moved there. */
    static double[] levels(SamplingPlan plan, DistilledLevels fewSteps) {
        double[] levels = plan.schedule().levels(plan.steps());
        for (double level : fewSteps.levels()) {
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

    /** Trajectories from noise that no student learns from: a lesson for each of the student's levels. */
    static List<DenoisingBatch> heldOut(
            TransformerSpec spec,
            Denoiser teacher,
            SamplingPlan plan,
            DistilledLevels fewSteps,
            NDManager manager,
            int count) {
        TrajectoryTargets lessons = new TrajectoryTargets(spec, teacher, plan, fewSteps, null, count, 0);
        RandomGenerator random = Seeds.stream(0, "held-out trajectories", 0);
        float[] start = new float[count * spec.values()];
        NormalDeviates.fill(start, 0, start.length, random);
        for (int j = 0; j < start.length; j++) {
            start[j] *= (float) lessons.levels[0];
        }
        List<Trajectory> trajectories = lessons.run(manager, 0, start, Condition.any(spec.classes(), spec.pitches(), count, random));
        List<DenoisingBatch> held = new ArrayList<>();
        for (int level : lessons.own) {
            DenoisingBatch lesson = new DenoisingBatch(spec, count);
            for (int i = 0; i < count; i++) {
                Trajectory t = trajectories.get(i);
                lesson.put(i, t.states.get(level), t.end, 0, lessons.levels[level], t.asked);
            }
            held.add(lesson);
        }
        return held;
    }

    @Override
    public DenoisingBatch at(NDManager scope, long step) {
        long first = (step - 1) * batch;
        DenoisingBatch lesson = new DenoisingBatch(spec, batch);
        RandomGenerator random = Seeds.stream(seed, "visits", step);
        for (int i = 0; i < batch; i++) {
            long place = first + i;
            int visits = 2 * BATCH * VISITS;
            open(scope, place / visits);
            Trajectory trajectory = trajectories.get(order[(int) (place % visits)] / VISITS);
            int level = draw(trajectory.first, random);
            lesson.put(
                    i,
                    trajectory.states.get(level - trajectory.first),
                    trajectory.end,
                    0,
                    levels[level],
                    trajectory.asked);
        }
        return lesson;
    }

    /** One of the levels on a trajectory's way. */
    private int draw(int first, RandomGenerator random) {
        List<Integer> choice = own.stream().filter(i -> i >= first).toList();
        return random.nextDouble() < OWN && !choice.isEmpty()
                ? choice.get(random.nextInt(choice.size()))
                : first + random.nextInt(taught - first);
    }

    private void open(NDManager scope, long wanted) {
        if (wanted == block) {
            return;
        }
        RandomGenerator random = Seeds.stream(seed, "block", wanted);
        trajectories = new ArrayList<>();
        trajectories.addAll(run(scope, 0, random));
        int start = own.size() > 1 && random.nextBoolean()
                ? own.get(1 + random.nextInt(own.size() - 1))
                : random.nextInt(taught);
        trajectories.addAll(run(scope, start, random));
        order = new int[trajectories.size() * VISITS];
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        block = wanted;
    }

    /** Trajectories from a level on: at the top from noise alone, below from clips drowned in noise. */
    private List<Trajectory> run(NDManager parent, int first, RandomGenerator random) {
        float[] start = new float[BATCH * spec.values()];
        NormalDeviates.fill(start, 0, start.length, random);
        Condition any = Condition.any(spec.classes(), spec.pitches(), BATCH, random);
        List<Condition> asked = new ArrayList<>();
        float[] clip = new float[spec.values()];
        for (int i = 0; i < BATCH; i++) {
            asked.add(DenoisingBatch.hide(first == 0 ? any.item(i) : clips.draw(clip, random), random));
            for (int j = 0; j < clip.length; j++) {
                int at = i * clip.length + j;
                start[at] = (float) (levels[first] * start[at] + (first == 0 ? 0 : clip[j]));
            }
        }
        return run(parent, first, start, Condition.concat(asked));
    }

    private List<Trajectory> run(NDManager parent, int first, float[] start, Condition condition) {
        int count = condition.batch();
        List<float[]> states = new ArrayList<>();
        float[] ends;
        try (NDManager scope = parent.newSubManager()) {
            NDArray x = scope.create(start, new Shape(count, spec.frames(), spec.bands()));
            ends = sampler.sample(
                            teacher,
                            x,
                            Arrays.copyOfRange(levels, first, levels.length),
                            condition,
                            (m, s) -> {
                                throw new IllegalStateException("a teacher's way must not depend on fresh noise");
                            },
                            (step, steps, sigma, state, denoised) -> {
                                if (first + step < taught) {
                                    states.add(state.toFloatArray());
                                }
                            })
                    .toFloatArray();
        }
        List<Trajectory> trajectories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * spec.values();
            int to = from + spec.values();
            trajectories.add(new Trajectory(
                    condition.item(i),
                    first,
                    states.stream().map(s -> Arrays.copyOfRange(s, from, to)).toList(),
                    Arrays.copyOfRange(ends, from, to)));
        }
        return trajectories;
    }
}

package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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

    private final Teacher teacher;
    private final TransformerSpec spec;
    /** The stops at the student's levels. */
    private final List<Integer> own;
    /** How many of the stops are taught. */
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
        /** The stop where it starts. */
        final int first;
        /** From there on, one for each taught stop. */
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
     * Targets by a teacher.
     *
     * @param batch items an update
     */
    TrajectoryTargets(Teacher teacher, ClipSource clips, int batch, long seed) {
        this.teacher = teacher;
        this.spec = teacher.spec();
        this.own = teacher.studentStops();
        double lowest = teacher.level(own.get(own.size() - 1));
        this.taught = (int) IntStream.range(0, teacher.stops())
                .filter(stop -> teacher.level(stop) >= Math.min(1, lowest / 2))
                .count();
        this.clips = clips;
        this.batch = batch;
        this.seed = seed;
    }

    /** Trajectories from noise that no student learns from: a batch for each of the student's levels. */
    static List<DenoisingBatch> heldOut(Teacher teacher, NDManager manager, int count) {
        TransformerSpec spec = teacher.spec();
        ClipSource none = (clip, random) -> {
            throw new IllegalStateException("held-out trajectories start from noise alone");
        };
        TrajectoryTargets targets = new TrajectoryTargets(teacher, none, count, 0);
        RandomGenerator random = Seeds.stream(0, "held-out trajectories", 0);
        float[] start = new float[count * spec.values()];
        NormalDeviates.fill(start, 0, start.length, random);
        DenoisingBatch.drown(new float[start.length], teacher.level(0), start, 0);
        List<Trajectory> trajectories = targets.run(manager, 0, start, teacher.asked(count, random));
        List<DenoisingBatch> held = new ArrayList<>();
        for (int stop : targets.own) {
            DenoisingBatch at = teacher.batch(count);
            for (int i = 0; i < count; i++) {
                Trajectory t = trajectories.get(i);
                at.put(i, t.states.get(stop), t.end, 0, teacher.level(stop), t.asked);
            }
            held.add(at);
        }
        return held;
    }

    @Override
    public DenoisingBatch batch(NDManager scope, long update) {
        long first = (update - 1) * batch;
        DenoisingBatch drawn = teacher.batch(batch);
        RandomGenerator random = Seeds.stream(seed, "visits", update);
        for (int i = 0; i < batch; i++) {
            long place = first + i;
            int visits = 2 * BATCH * VISITS;
            open(scope, place / visits);
            Trajectory trajectory = trajectories.get(order[(int) (place % visits)] / VISITS);
            int stop = draw(trajectory.first, random);
            float[] state = trajectory.states.get(stop - trajectory.first);
            drawn.put(i, state, trajectory.end, 0, teacher.level(stop), trajectory.asked);
        }
        return drawn;
    }

    /** One of the stops on a trajectory's way. */
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

    /** Trajectories from a stop on: at the top from noise alone, below from clips drowned in noise. */
    private List<Trajectory> run(NDManager parent, int first, RandomGenerator random) {
        float[] start = new float[BATCH * spec.values()];
        NormalDeviates.fill(start, 0, start.length, random);
        Condition any = teacher.asked(BATCH, random);
        List<Condition> asked = new ArrayList<>();
        float[] clip = new float[spec.values()];
        for (int i = 0; i < BATCH; i++) {
            Condition whole = first == 0 ? any.item(i) : clips.draw(clip, random);
            asked.add(teacher.shown(whole, random));
            DenoisingBatch.drown(clip, teacher.level(first), start, i * clip.length);
        }
        return run(parent, first, start, Condition.concat(asked));
    }

    private List<Trajectory> run(NDManager parent, int first, float[] start, Condition condition) {
        int count = condition.batch();
        List<float[]> states = new ArrayList<>();
        float[] ends;
        try (NDManager scope = parent.newSubManager()) {
            NDArray x = scope.create(start, new Shape(count, spec.frames(), spec.bands()));
            SamplingObserver keeping = (step, steps, sigma, state, denoised) -> {
                if (first + step < taught) {
                    states.add(state.toFloatArray());
                }
            };
            ends = teacher.walk(x, first, teacher.stops() - 1, condition, keeping)
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

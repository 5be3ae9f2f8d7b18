package dev.phasewright.diffusion.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.HeunSampler;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What students are taught, against a teacher whose probability-flow equation is solved in closed form: data of N(m, s²)
 * have the denoiser D(x, σ) = m + (x − m) s² / (s² + σ²), and a point x at σ ends at f(x, σ) = m + (x − m) s / √(s² + σ²).
 */
class TargetSourceTest {
    private static final TransformerSpec SPEC = new TransformerSpec(2, 4, 1, 4, 1, 1, 2);
    private static final DistilledLevels TWO = new DistilledLevels(List.of(80.0, 2.0));
    private static final double MEAN = 0.3;
    private static final double SPREAD = 1.5;
    private static final Denoiser TEACHER = (x, sigma, condition) ->
            x.sub(MEAN).mul(SPREAD * SPREAD / total(sigma)).add(MEAN);
    private static final Denoiser SOLUTION = (x, sigma, condition) ->
            x.sub(MEAN).mul(SPREAD / Math.sqrt(total(sigma))).add(MEAN);
    private static final ClipSource CLIPS = (clip, random) -> {
        for (int i = 0; i < clip.length; i++) {
            clip[i] = (float) (MEAN + SPREAD * random.nextGaussian());
        }
        return Condition.of(1);
    };

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private static double total(double sigma) {
        return SPREAD * SPREAD + sigma * sigma;
    }

    private static SamplingPlan teaching(int steps) {
        return new SamplingPlan(new HeunSampler(), NoiseSchedule.STANDARD, steps, 1, 0.2, 5);
    }

    private static Teacher teacher(TransformerSpec spec, int steps) {
        return new Teacher(spec, null, TEACHER, teaching(steps), TWO, null);
    }

    private static TargetSource trajectories(int steps, int batch, long seed) {
        return new TrajectoryTargets(teacher(SPEC, steps), CLIPS, batch, seed);
    }

    private static TargetSource consistency(Denoiser student, int steps, int batch) {
        return new ConsistencyTargets(teacher(SPEC, steps), student, CLIPS, batch, 3);
    }

    /** The largest difference between what a student should say and the closed form, of σ from {@code lowest} on. */
    private static double error(DenoisingBatch batch, double lowest) {
        double worst = 0;
        for (int i = 0; i < batch.size(); i++) {
            float[] x = batch.noisy(i);
            float[] clean = batch.clean(i);
            double sigma = batch.sigma(i);
            for (int j = 0; j < x.length && sigma >= lowest; j++) {
                double end = MEAN + (x[j] - MEAN) * SPREAD / Math.sqrt(total(sigma));
                worst = Math.max(worst, Math.abs(end - clean[j]));
            }
        }
        return worst;
    }

    @Test
    void trajectoriesEndWhereTheEquationEnds() {
        TargetSource fine = trajectories(60, 256, 3);
        assertEquals(0, error(fine.batch(manager, 1), 0), 0.03);
        assertEquals(0, error(fine.batch(manager, 4), 0), 0.03);
        assertTrue(error(trajectories(6, 256, 3).batch(manager, 1), 0) > 0.3);
    }

    @Test
    void statesAreAsNoisyAsTheirLevelSays() {
        TargetSource targets = trajectories(60, 512, 4);
        for (double level : TWO.levels()) {
            double squares = 0;
            int count = 0;
            for (int update = 1; update <= 20; update++) {
                DenoisingBatch batch = targets.batch(manager, update);
                for (int i = 0; i < batch.size(); i++) {
                    for (float x : batch.sigma(i) == level ? batch.noisy(i) : new float[0]) {
                        squares += (x - MEAN) * (x - MEAN);
                        count++;
                    }
                }
            }
            // 1,280 trajectories of 8 values, some visited more often: one deviation is 0.025.
            assertEquals(1, squares / count / total(level), 0.1, "level " + level + ", " + count + " values");
        }
    }

    @Test
    void mostVisitsAreAtTheStudentsOwnLevelsAndNoneBelow() {
        Set<Double> seen = new TreeSet<>();
        int own = 0;
        int all = 0;
        TargetSource targets = trajectories(12, 64, 5);
        for (int update = 1; update <= 16; update++) {
            DenoisingBatch batch = targets.batch(manager, update);
            for (int i = 0; i < batch.size(); i++) {
                seen.add(batch.sigma(i));
                own += TWO.levels().contains(batch.sigma(i)) ? 1 : 0;
                all++;
            }
        }
        assertTrue(own > 0.6 * all && own < 0.9 * all, own + " of " + all);
        assertTrue(seen.containsAll(TWO.levels()) && seen.size() > 4, seen.toString());
        assertTrue(seen.stream().allMatch(sigma -> sigma >= 1), seen.toString());
    }

    @Test
    void theTeacherStopsWhereTheStudentWill() {
        double[] plain = NoiseSchedule.STANDARD.levels(12);
        double[] levels = Teacher.levels(teaching(12), new DistilledLevels(List.of(80.0, 2.0, 0.02)));
        assertEquals(plain.length, levels.length);
        int moved = 0;
        for (int i = 0; i < levels.length; i++) {
            moved += levels[i] == plain[i] ? 0 : 1;
            assertTrue(i == 0 || levels[i] < levels[i - 1], Arrays.toString(levels));
        }
        assertEquals(2, moved);
        for (double level : new double[] {80, 2, 0.02, 0}) {
            assertTrue(Arrays.stream(levels).anyMatch(l -> l == level), Arrays.toString(levels));
        }
    }

    @Test
    void theConsistencyFunctionIsWhereConsistencyRests() {
        assertTrue(error(consistency(SOLUTION, 60, 256).batch(manager, 1), 0) < 0.01);
        // The teacher itself, which says the mean of all ends, is no such place.
        assertTrue(error(consistency(TEACHER, 60, 256).batch(manager, 1), 0.5) > 0.3);
    }

    @Test
    void aBatchFollowsFromItsNumber() {
        for (TargetSource targets : List.of(trajectories(6, 8, 6), consistency(SOLUTION, 6, 40))) {
            float[] third = targets.batch(manager, 3).noisy(7);
            DenoisingBatch other = targets.batch(manager, 300);
            assertFalse(Arrays.equals(third, other.noisy(7)));
            assertArrayEquals(third, targets.batch(manager, 3).noisy(7));
        }
        float[] third = trajectories(6, 8, 6).batch(manager, 3).clean(7);
        assertArrayEquals(third, trajectories(6, 8, 6).batch(manager, 3).clean(7));
        assertFalse(Arrays.equals(third, trajectories(6, 8, 7).batch(manager, 3).clean(7)));
    }

    @Test
    void someItemsAreAskedForNothing() {
        for (TargetSource targets : List.of(trajectories(6, 200, 6), consistency(SOLUTION, 6, 200))) {
            DenoisingBatch batch = targets.batch(manager, 1);
            int none = 0;
            for (int i = 0; i < batch.size(); i++) {
                none += batch.askedOf(i).classOf(0) == Condition.NONE ? 1 : 0;
            }
            assertTrue(none > 0 && none < 80, none + " of 200");
        }
    }

    @Test
    void aStudentOfASliverIsAskedForThatAlone() {
        Teacher one = new Teacher(SPEC, null, TEACHER, teaching(6), TWO, Condition.of(0));
        for (TargetSource targets : List.of(
                new TrajectoryTargets(one, CLIPS, 100, 3), new ConsistencyTargets(one, SOLUTION, CLIPS, 100, 3))) {
            DenoisingBatch batch = targets.batch(manager, 1);
            for (int i = 0; i < batch.size(); i++) {
                assertEquals(Condition.of(0), batch.askedOf(i));
            }
        }
        assertEquals(Condition.of(0, 0, 0), one.asked(3, Seeds.stream(1, "asked", 0)));
    }

    @Test
    void notesAreAskedForByPitchToo() {
        TransformerSpec notes = new TransformerSpec(2, 4, 1, 4, 1, 1, 2, new PitchRange(60, 64));
        ClipSource clips = (clip, random) -> CLIPS.draw(clip, random).withPitches(62);
        TargetSource trajectories = new TrajectoryTargets(teacher(notes, 6), clips, 512, 3);
        TargetSource consistency = new ConsistencyTargets(teacher(notes, 6), SOLUTION, clips, 512, 3);

        DenoisingBatch fromNoiseAndClips = trajectories.batch(manager, 1);
        assertEquals(Set.of(Condition.NONE, 60, 61, 62, 63, 64), pitches(fromNoiseAndClips));
        DenoisingBatch fromClips = consistency.batch(manager, 1);
        assertEquals(Set.of(Condition.NONE, 62), pitches(fromClips));
        for (int i = 0; i < fromClips.size(); i++) {
            Condition asked = fromClips.askedOf(i);
            assertEquals(asked.classOf(0) == Condition.NONE, asked.pitchOf(0) == Condition.NONE);
        }
    }

    private static Set<Integer> pitches(DenoisingBatch batch) {
        Set<Integer> pitches = new TreeSet<>();
        for (int i = 0; i < batch.size(); i++) {
            pitches.add(batch.askedOf(i).pitchOf(0));
        }
        return pitches;
    }

    @Test
    void nothingIsLeftBehind() {
        TargetSource targets = trajectories(6, 64, 6);
        targets.batch(manager, 1);
        int before = manager.getManagedArrays().size();
        for (int update = 2; update < 40; update++) {
            targets.batch(manager, update);
        }
        assertEquals(before, manager.getManagedArrays().size());
    }
}

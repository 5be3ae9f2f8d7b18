package dev.phasewright.evaluation.sliver;

import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.judge.Judge;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many steps a student should take. One student is taught eight noise levels; walks in fewer steps stop at some of
 * them. Chosen are the fewest steps whose samples are within {@link SliverReport#NEAR} of its teacher's: in the space of a
 * judge's features, by Fréchet's distance of infinitely many, as a share of how much the teacher's samples vary.
 *
 * @param levels that the student is to stop at
 * @param distances by the number of steps
 * @param again the distance of more samples of the teacher itself
 * @param clips samples of each
 */
public record StepChoice(DistilledLevels levels, Map<Integer, Double> distances, double again, int clips) {
    /** Numbers of steps that are tried. */
    static final List<Integer> STEPS = List.of(1, 2, 4, 8);

    private static final DistilledLevels TAUGHT =
            new DistilledLevels(List.of(80.0, 40.0, 20.0, 12.0, 6.0, 3.0, 1.6, 0.8));
    private static final int CLIPS = 128;

    /** The levels that a student is taught of whom steps are to be chosen. */
    public static DistilledLevels taught() {
        return TAUGHT;
    }

    /** The levels that a walk in so many steps stops at: all that are taught, or those that are usual for fewer. */
    static DistilledLevels stops(int steps) {
        return steps == TAUGHT.levels().size() ? TAUGHT : DistilledLevels.standard(steps);
    }

    /**
     * Tries 1, 2, 4 and 8 steps.
     *
     * @param teacher open as long as this takes, as are {@code student} and {@code judge}
     * @param plan how the student was taught that the teacher draws
     * @param student of these {@link #taught() levels}
     * @param judge of the teacher's features
     * @param seed what all samples are drawn from
     */
    public static StepChoice of(
            MagnitudeGenerator teacher,
            SamplingPlan plan,
            MagnitudeGenerator student,
            Judge judge,
            long seed,
            ProgressDisplay display) {
        Evaluator drawing = new Evaluator(teacher, CLIPS, Seeds.key(seed, "teacher", 0), display);
        Evaluator more = new Evaluator(teacher, CLIPS, Seeds.key(seed, "teacher", 1), display);
        Reference reference = new Reference(teacher.spec(), judge, drawing.generate(plan));
        double again = reference.distance(more.generate(plan), seed);
        Map<Integer, Double> distances = new TreeMap<>();
        Evaluator walking = new Evaluator(student, CLIPS, Seeds.key(seed, "student", 0), display);
        for (int steps : STEPS) {
            distances.put(
                    steps, reference.distance(walking.generate(stops(steps).plan()), seed));
        }
        return new StepChoice(stops(choose(distances)), distances, again, CLIPS);
    }

    /** The fewest steps that are near enough; if none are, those that are nearest. */
    static int choose(Map<Integer, Double> distances) {
        return distances.entrySet().stream()
                .filter(found -> found.getValue() <= SliverReport.NEAR)
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> distances.entrySet().stream()
                        .min(Map.Entry.<Integer, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey());
    }

    /** What was found, and why these steps, in one line. */
    public String line() {
        int steps = levels.levels().size();
        return String.format(
                Locale.ROOT,
                "%s; %d chosen, the %s (in %% of how the teacher's vary, %d samples; the teacher once more: %.0f)",
                distances.entrySet().stream()
                        .map(found -> String.format(
                                Locale.ROOT,
                                "%d step%s %.0f %% off",
                                found.getKey(),
                                found.getKey() == 1 ? "" : "s",
                                100 * found.getValue()))
                        .collect(Collectors.joining(", ")),
                steps,
                distances.get(steps) <= SliverReport.NEAR
                        ? String.format(Locale.ROOT, "fewest within %.0f %%", 100 * SliverReport.NEAR)
                        : "nearest",
                clips,
                100 * again);
    }
}

package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.FrechetDistance;
import dev.phasewright.judge.Judge;
import dev.phasewright.progress.ProgressDisplay;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The noise level that a student of two steps does best to take its second step from. A student was taught to step from
 * many levels, and which of them is best is seen only when it has learned. It is chosen on clips that were held out from
 * learning, by a judge's {@link FrechetDistance} from them: test clips are for the figures of the student as it then is.
 *
 * @param levels of the student's steps, the second the best of those tried
 * @param distances by level, each with as many generated clips as held-out ones
 * @param clips how many these are
 */
public record LevelChoice(DistilledLevels levels, Map<Double, Double> distances, int clips) {
    private static final List<Double> TRIED = List.of(3.0, 6.0, 9.0, 13.0, 16.0, 20.0, 26.0);
    private static final int MOST = 500;

    /**
     * Tries the levels.
     *
     * @param student distilled for two steps; open as long as this takes, as is {@code judge}
     * @param judgeName what the judge is called
     * @param heldOut clips to compare with, at least {@value EvaluationCorpus#FEWEST}; of many some are taken
     * @param seed what the clips are drawn from
     * @throws IOException if the judge looks at other features, or there are too few clips
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static LevelChoice of(
            MagnitudeGenerator student,
            Judge judge,
            String judgeName,
            Recordings heldOut,
            long seed,
            ProgressDisplay display)
            throws IOException {
        JudgeClasses.requireFeatures(
                judge, judgeName, "the student", student.spec().features(), "");
        List<Recordings.Item> some = Spread.over(heldOut.items(), MOST);
        int taken = some.size();
        if (taken < EvaluationCorpus.FEWEST) {
            throw new IOException("to choose a noise level by, " + EvaluationCorpus.FEWEST
                    + " held-out clips are needed, not " + taken + "; give a larger corpus");
        }
        float[][] real = judge.verdicts(RecordedClips.read(
                        "reading held-out", some, student.spec().features(), display))
                .features();
        double top = DistilledLevels.standard(1).levels().get(0);
        Evaluator evaluator = new Evaluator(student, taken, seed, display);
        Map<Double, Double> distances = new LinkedHashMap<>();
        for (double level : TRIED) {
            DistilledLevels tried = new DistilledLevels(List.of(top, level));
            float[][] generated =
                    judge.verdicts(evaluator.generate(tried.plan())).features();
            distances.put(level, FrechetDistance.between(generated, real));
        }
        double best = TRIED.stream()
                .min((a, b) -> Double.compare(distances.get(a), distances.get(b)))
                .orElseThrow();
        return new LevelChoice(new DistilledLevels(List.of(top, best)), distances, taken);
    }
}

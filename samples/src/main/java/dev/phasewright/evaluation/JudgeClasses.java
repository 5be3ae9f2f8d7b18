package dev.phasewright.evaluation;

import dev.phasewright.judge.Judge;
import dev.phasewright.judge.JudgeSpec;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Somebody's classes as the judge's own: both know them by name, each counts them in an order of its own. */
public record JudgeClasses(JudgeSpec judge, EvaluationObserver observer) {
    /** Whether the judge knows the same classes; if not, it is told that figures will be missing. */
    public boolean areThose(String whose, List<String> classes) {
        if (new HashSet<>(classes).equals(new HashSet<>(judge.classes()))) {
            return true;
        }
        observer.missing("no accuracy and inception score: " + whose + " has "
                + (classes.isEmpty() ? "no classes" : "the classes " + String.join(", ", classes))
                + ", the judge knows " + String.join(", ", judge.classes()));
        return false;
    }

    /** Indices into somebody's classes as indices into the judge's. */
    public int[] labels(List<String> classes, int... indices) {
        return Arrays.stream(indices)
                .map(i -> judge.classes().indexOf(classes.get(i)))
                .toArray();
    }

    /**
     * Refuses a judge that looks at other features than a generator makes.
     *
     * @param name of the judge
     * @param model that generates
     * @param made the features it generates
     * @param remedy what else could be done than to choose another judge; may be empty
     * @throws IOException naming both
     */
    public static void requireFeatures(Judge judge, String name, String model, MelSpec made, String remedy)
            throws IOException {
        if (!made.equals(judge.spec().features())) {
            throw new IOException(name + ": looks at " + judge.spec().features() + ", but " + model + " generates "
                    + made + "; choose another judge by --judge" + remedy);
        }
    }
}

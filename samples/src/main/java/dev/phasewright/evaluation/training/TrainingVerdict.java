package dev.phasewright.evaluation.training;

import static dev.phasewright.evaluation.TextTable.percent;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.judge.Interval;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Checkup} found at a checkpoint.
 *
 * @param update the number of updates that were done
 * @param samples how many samples were drawn, of all classes in turn
 * @param heldOut how many held-out recordings there are
 * @param ownClass the share of samples whose nearest recording is of the class that was asked for; null if there are no
 *     classes
 * @param ownClassHeldOut the same of held-out recordings; null if there are no classes, or none are held out
 * @param copies the share of samples nearer to a recording than the nearest hundredth of recordings are to each other
 * @param copiesHeldOut the same of held-out recordings; null if there are none
 */
public record TrainingVerdict(
        long update,
        int samples,
        int heldOut,
        @Nullable Double ownClass,
        @Nullable Double ownClassHeldOut,
        double copies,
        @Nullable Double copiesHeldOut) {
    /** What a model's folder has it in, as JSON. */
    public static final String FILE = "verdict.json";

    /** More than this is too much; chance alone makes it a hundredth. */
    private static final double MOST_COPIES = 0.02;

    /** Of a normal distribution, exceeded once in twenty times. */
    private static final double ONE_IN_TWENTY = 1.645;

    /** A class is learned if it is known so well as of a held-out recording. */
    private static final double LEARNED = 0.8;

    /** Whether more than 2 % are copies, and that by chance once in twenty times at most (Wilson's lower bound). */
    @JsonProperty("copying")
    public boolean isCopying() {
        return Interval.endOfShare(copies, samples, -ONE_IN_TWENTY) > MOST_COPIES;
    }

    /** Both figures of samples and held-out recordings, in one line. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%d samples: nearest recording of their own class %s (%d held out: %s), copies %s (held out: %s)",
                samples,
                percent("%.0f", ownClass),
                heldOut,
                percent("%.0f", ownClassHeldOut),
                percent("%.1f", copies),
                percent("%.1f", copiesHeldOut));
    }

    /**
     * What to do next, in a sentence.
     *
     * @param model the model's folder
     * @param data what it learned from
     */
    public String next(Path model, Path data) {
        if (isCopying()) {
            return "it begins to repeat recordings: give it more of them, or altered copies (--augment)";
        }
        if (ownClass != null && ownClassHeldOut != null && ownClass < LEARNED * ownClassHeldOut) {
            return "its classes are not learned yet: go on with train --data " + data + " --from " + model
                    + " --out another";
        }
        return "listen to it with phasewright generate --model " + model + ", measure it with phasewright evaluate "
                + model + " --data " + data;
    }
}

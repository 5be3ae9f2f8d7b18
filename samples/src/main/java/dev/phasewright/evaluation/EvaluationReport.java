package dev.phasewright.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.InceptionScore;
import dev.phasewright.judge.Scores;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code phasewright evaluate}, as it is stored and printed.
 *
 * @param model what was evaluated
 * @param judge what it was judged by
 * @param corpus the real clips
 * @param count clips of each set
 * @param sampling how clips were drawn from the model
 * @param seed of all that is random
 * @param rows a set of clips each
 * @param closeness to the training clips; null if it was not measured
 * @param notes the same sets as single notes; null if that is not what the corpus is of
 */
public record EvaluationReport(
        String model,
        String judge,
        String corpus,
        int count,
        String sampling,
        long seed,
        List<Row> rows,
        Closeness closeness,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<NoteRow> notes) {

    /**
     * One set of single notes. What was not measured is null.
     *
     * @param clips which
     * @param family the share whose instrument is taken for one of its own family, 0 to 1
     * @param inTune the share whose pitch is within half a semitone of the note, 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoteRow(String clips, Double family, Double inTune) {}

    /**
     * One set of clips against the test clips. What was not measured is null.
     *
     * @param clips which
     * @param accuracy 0 to 1
     * @param inceptionScore at least 1
     * @param inceptionRatio to that of the test clips
     * @param frechet distance
     * @param frechetRatio to that of training clips
     * @param precision 0 to 1
     * @param recall 0 to 1
     * @param density about 1
     * @param coverage 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String clips,
            Double accuracy,
            Double inceptionScore,
            Double inceptionRatio,
            Double frechet,
            Double frechetRatio,
            Double precision,
            Double recall,
            Double density,
            Double coverage) {

        /**
         * A row of scores.
         *
         * @param classified whether the judge's classes mean anything for these clips
         * @param testInception the test clips' inception score
         * @param realFrechet the training clips' distance to the test clips
         */
        public static Row of(
                String clips, Scores scores, boolean classified, double testInception, double realFrechet) {
            Double inception = classified ? (Double) scores.inception().mean() : null;
            return new Row(
                    clips,
                    Double.isNaN(scores.accuracy()) ? null : (Double) scores.accuracy(),
                    inception,
                    inception == null ? null : (Double) (inception / testInception),
                    scores.frechet(),
                    realFrechet == 0 ? null : (Double) (scores.frechet() / realFrechet),
                    scores.precisionRecall().precision(),
                    scores.precisionRecall().recall(),
                    scores.densityCoverage().density(),
                    scores.densityCoverage().coverage());
        }

        /** The row of the test clips themselves, which are only classified. */
        public static Row ofTest(String clips, double accuracy, InceptionScore inception) {
            return new Row(clips, accuracy, inception.mean(), 1.0, null, null, null, null, null, null);
        }
    }

    /** The table, for people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d clips of %s (%s, seed %d) against %d test clips of %s, judged by %s%n%n",
                count,
                model,
                sampling,
                seed,
                count,
                corpus,
                judge));
        text.append(String.format(
                "%-26s %8s %9s %6s %8s %6s %9s %6s %7s %8s%n",
                "",
                "accuracy",
                "inception",
                "ratio",
                "Fréchet",
                "ratio",
                "precision",
                "recall",
                "density",
                "coverage"));
        for (Row row : rows) {
            text.append(String.format(
                    "%-26s %8s %9s %6s %8s %6s %9s %6s %7s %8s%n",
                    row.clips,
                    percent(row.accuracy),
                    number("%.3f", row.inceptionScore),
                    number("%.3f", row.inceptionRatio),
                    number("%.3f", row.frechet),
                    number("%.2f", row.frechetRatio),
                    number("%.3f", row.precision),
                    number("%.3f", row.recall),
                    number("%.3f", row.density),
                    number("%.3f", row.coverage)));
        }
        if (notes != null) {
            text.append(String.format("%n%-26s %8s %17s%n", "single notes", "family", "within 50 cents"));
            for (NoteRow row : notes) {
                text.append(String.format("%-26s %8s %17s%n", row.clips, percent(row.family), percent(row.inTune)));
            }
        }
        if (closeness != null) {
            text.append(String.format(
                    "%n%-26s %14s %8s   %s%n",
                    "nearest training clip", "1st percentile", "median", "share below the test clips' 1st percentile"));
            text.append(closenessRow(
                    "generated (magnitudes)",
                    closeness.generatedPercentile(),
                    closeness.generatedMedian(),
                    100 * closeness.share()));
            text.append(closenessRow("test (real)", closeness.testPercentile(), closeness.testMedian(), 1));
            text.append(String.format(Locale.ROOT, "%-26s %23.3f%n", "ratio of medians", closeness.medianRatio()));
        }
        return text.toString();
    }

    private static String closenessRow(String clips, double percentile, double median, double share) {
        return String.format(Locale.ROOT, "%-26s %14.2f %8.2f   %.2f %%%n", clips, percentile, median, share);
    }

    private static String percent(Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(String format, Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, format, value);
    }
}

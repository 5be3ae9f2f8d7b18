package dev.phasewright.evaluation.generator;

import static dev.phasewright.evaluation.TextTable.figure;
import static dev.phasewright.evaluation.TextTable.percent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.sound.SoundReport;
import dev.phasewright.evaluation.stroke.StrokeReport;
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
 * @param sounds what they are as sounds; null if only magnitudes were judged
 * @param strokes what they are as strokes; null if the model has no knobs, or it was not measured
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
        @JsonInclude(JsonInclude.Include.NON_NULL) List<NoteRow> notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) SoundReport sounds,
        @JsonInclude(JsonInclude.Include.NON_NULL) StrokeReport strokes) {

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

        /** Clips that are nearer than this are the same, and nothing is a multiple of that. */
        private static final double NONE = 1e-6;

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
                    realFrechet < NONE ? null : (Double) (scores.frechet() / realFrechet),
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

    /** A report of rows alone. */
    static EvaluationReport of(EvaluationSpec spec, EvaluationCorpus corpus, String sampling, List<Row> rows) {
        return new EvaluationReport(
                spec.model(),
                spec.judge(),
                corpus.folder().toString(),
                spec.count(),
                sampling,
                spec.seed(),
                rows,
                null,
                null,
                null,
                null);
    }

    /** The same with what else was measured. */
    EvaluationReport with(Closeness closest, List<NoteRow> single, SoundReport heard, StrokeReport struck) {
        return new EvaluationReport(model, judge, corpus, count, sampling, seed, rows, closest, single, heard, struck);
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
        TextTable scores = new TextTable()
                .left("", 26)
                .right("accuracy", 8)
                .right("inception", 9)
                .right("ratio", 6)
                .right("Fréchet", 8)
                .right("ratio", 6)
                .right("precision", 9)
                .right("recall", 6)
                .right("density", 7)
                .right("coverage", 8);
        for (Row row : rows) {
            scores.row(
                    row.clips,
                    percent("%.2f", row.accuracy),
                    figure("%.3f", row.inceptionScore),
                    figure("%.3f", row.inceptionRatio),
                    figure("%.3f", row.frechet),
                    figure("%.2f", row.frechetRatio),
                    figure("%.3f", row.precision),
                    figure("%.3f", row.recall),
                    figure("%.3f", row.density),
                    figure("%.3f", row.coverage));
        }
        text.append(scores);
        if (notes != null) {
            TextTable single =
                    new TextTable().left("single notes", 26).right("family", 8).right("within 50 cents", 17);
            notes.forEach(row -> single.row(row.clips, percent("%.2f", row.family), percent("%.2f", row.inTune)));
            text.append(System.lineSeparator()).append(single);
        }
        if (sounds != null) {
            text.append(sounds.table());
        }
        if (strokes != null) {
            text.append(strokes.table());
        }
        if (closeness != null) {
            text.append(System.lineSeparator()).append(closenessTable());
        }
        return text.toString();
    }

    private static Object[] closenessRow(String clips, Closeness.Part part) {
        return new Object[] {
            clips,
            percent("%.2f", part.copied()),
            percent("%.2f", part.alone()),
            figure("%.3f", part.percentile()),
            figure("%.3f", part.median())
        };
    }

    private TextTable closenessTable() {
        return new TextTable()
                .left("nearest training clip", 26)
                .right("copies", 8)
                .right("3 × as near as the next", 23)
                .right("1st percentile", 14)
                .right("median", 8)
                .row(closenessRow("generated (magnitudes)", closeness.generated()))
                .row(closenessRow("test (real)", closeness.test()))
                .row(closenessRow("train, nearest other", closeness.train()));
    }
}

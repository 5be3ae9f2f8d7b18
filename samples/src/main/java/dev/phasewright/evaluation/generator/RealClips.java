package dev.phasewright.evaluation.generator;

import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.InceptionScore;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Scores;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of real clips once the judge has seen them: the test clips, what they are taken for, and what other real
 * clips score against them, which is what a perfect generator would. The others are training clips; of single notes they
 * are test clips, too, one half of each note's against the other, since training clips are of other notes.
 *
 * @param origin what the others are called
 * @param otherItems the others' files
 * @param others as many, read
 * @param otherLabels their classes as the judge's; null if it does not know them
 * @param items the test clips' files
 * @param classes their classes' names
 * @param clips as many, read
 * @param verdicts the judge's, of as many
 * @param labels their classes as the judge's; null if it does not know them
 * @param training what the others score against them
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
record RealClips(
        String origin,
        List<Recordings.Item> otherItems,
        List<LogMel> others,
        int[] otherLabels,
        List<Recordings.Item> items,
        List<String> classes,
        List<LogMel> clips,
        Verdicts verdicts,
        int[] labels,
        Scores training) {

    /**
     * Draws as many of both, reads and judges them.
     *
     * @throws IOException if there are not enough of them
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    static RealClips judged(EvaluationSpec spec, EvaluationCorpus corpus, Judge judge, EvaluationObserver observer)
            throws IOException {
        MelSpec features = judge.spec().features();
        NoteHalves halves = NoteHalves.of(corpus.test().items(), spec.seed());
        boolean notes = halves.size() >= spec.count();
        List<Recordings.Item> test =
                notes ? halves.first().subList(0, spec.count()) : corpus.draw(corpus.test(), spec.count(), spec.seed());
        List<Recordings.Item> train = notes
                ? halves.second().subList(0, spec.count())
                : corpus.draw(corpus.train(), spec.count(), spec.seed());
        String origin = notes ? "same notes" : "train";
        observer.finished("command line, engine and models");

        List<LogMel> clips = RecordedClips.read("reading test", test, features, observer);
        observer.finished("reading test clips");
        Verdicts real = judge.verdicts(clips);
        List<LogMel> others = RecordedClips.read("reading " + origin, train, features, observer);
        Verdicts trained = judge.verdicts(others);
        observer.finished("judging real clips");

        JudgeClasses known = new JudgeClasses(judge.spec(), observer);
        boolean labelled = known.areThose("the corpus", corpus.test().classes());
        List<String> otherClasses =
                notes ? corpus.test().classes() : corpus.train().classes();
        int[] otherLabels = labelled ? known.labels(otherClasses, indices(train)) : null;
        Scores scores = labelled ? Scores.of(trained, otherLabels, real) : Scores.of(trained, real);
        int[] labels = labelled ? known.labels(corpus.test().classes(), indices(test)) : null;
        observer.finished("scores");
        return new RealClips(
                origin, train, others, otherLabels, test, corpus.test().classes(), clips, real, labels, scores);
    }

    private static int[] indices(List<Recordings.Item> items) {
        return items.stream().mapToInt(Recordings.Item::classIndex).toArray();
    }

    /** The test clips' own notes, to be asked of a model that can be asked for them; empty of any other. */
    Optional<Condition> notes(GeneratorSpec model) {
        PitchRange range = model.network().pitches();
        if (!new HashSet<>(model.classes()).equals(new HashSet<>(classes))
                || items.stream().anyMatch(item -> !range.contains(item.pitch()))) {
            return Optional.empty();
        }
        int[] asked = items.stream()
                .mapToInt(item ->
                        classes.isEmpty() ? Condition.NONE : model.classes().indexOf(classes.get(item.classIndex())))
                .toArray();
        int[] pitches = items.stream().mapToInt(Recordings.Item::pitch).toArray();
        return Optional.of(Condition.of(asked).withPitches(pitches));
    }

    private double inception() {
        return InceptionScore.of(verdicts.probabilities()).mean();
    }

    /** The row of the other real clips. */
    EvaluationReport.Row trainingRow() {
        return EvaluationReport.Row.of(
                origin + " against test (real)", training, labels != null, inception(), training.frechet());
    }

    /** The row of the test clips themselves, whose classes the judge must know. */
    EvaluationReport.Row testRow() {
        return EvaluationReport.Row.ofTest(
                "test (real)", verdicts.accuracy(labels), InceptionScore.of(verdicts.probabilities()));
    }

    /** The row of other clips; of which classes they should be is null if it is not known. */
    EvaluationReport.Row row(String name, Verdicts other, int[] expected) {
        Scores its = expected == null ? Scores.of(other, verdicts) : Scores.of(other, expected, verdicts);
        return EvaluationReport.Row.of(name, its, expected != null, inception(), training.frechet());
    }
}

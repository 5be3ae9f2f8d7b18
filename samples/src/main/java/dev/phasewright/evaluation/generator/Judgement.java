package dev.phasewright.evaluation.generator;

import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.HeardClip;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.evaluation.sound.Hearing;
import dev.phasewright.evaluation.sound.SoundComparison;
import dev.phasewright.evaluation.sound.SoundReport;
import dev.phasewright.evaluation.stroke.StrokeReport;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model's clips before its judge, once they are drawn: as magnitudes, as sound, and beside what it has learned from. */
final class Judgement {
    private static final String MAGNITUDES = "generated (magnitudes)";
    private static final String SOUND = "generated (WAV)";

    private final EvaluationSpec spec;
    private final EvaluationCorpus corpus;
    private final Judge judge;
    private final Hearing hearing;
    private final @Nullable Hearing speakers;
    private final Reservations reservations;
    private final RealClips real;
    private final EvaluationObserver observer;

    Judgement(
            EvaluationSpec spec,
            EvaluationCorpus corpus,
            Judges judges,
            Reservations reservations,
            RealClips real,
            EvaluationObserver observer) {
        this.spec = spec;
        this.corpus = corpus;
        this.judge = judges.judge();
        this.hearing = new Hearing(judge);
        this.speakers = judges.speakers() == null ? null : new Hearing(judges.speakers());
        this.reservations = reservations;
        this.real = real;
        this.observer = observer;
    }

    /**
     * Clips that a model has made.
     *
     * @param expected their classes as the judge's; null if it does not know them
     * @param pitched whether pitches were asked for
     * @param beside rows to stand beside theirs
     */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    record Drawn(List<LogMel> clips, int @Nullable [] expected, boolean pitched, List<EvaluationReport.Row> beside) {}

    /**
     * What they score.
     *
     * @param sampling how they were drawn, told to people
     * @param vocoder of their features
     * @param strokes what else was measured of them, if anything was
     * @throws IOException if the corpus cannot be read
     */
    EvaluationReport of(Drawn drawn, String sampling, Vocoder vocoder, @Nullable StrokeReport strokes)
            throws IOException {
        boolean pitched = drawn.pitched();
        List<EvaluationReport.Row> rows = new ArrayList<>();
        NoteTable notes = new NoteTable(real.items(), judge.spec().classes(), corpus.families());
        List<HeardClip> vocoded = vocoded(vocoder, pitched);
        Verdicts verdicts = judge.verdicts(drawn.clips());
        rows.add(real.row(MAGNITUDES, verdicts, drawn.expected()));
        notes.add(MAGNITUDES, verdicts, drawn.expected(), List.of());
        observer.finished("scores");
        SoundReport heard = null;
        if (spec.sound()) {
            List<HeardClip> sounds =
                    HeardClip.through(vocoder, "vocoding", drawn.clips(), spec.seed(), pitched, observer);
            observer.finished("vocoding generated clips");
            verdicts = hearing.verdicts(HeardClip.sounds(sounds));
            rows.add(real.row(SOUND, verdicts, drawn.expected()));
            notes.add(SOUND, verdicts, drawn.expected(), HeardClip.pitches(sounds));
            observer.finished("scores");
            heard = sounds(vocoded, sounds);
        }
        if (spec.copySynthesis()) {
            String name = real.origin() + " (WAV)";
            verdicts = hearing.verdicts(HeardClip.sounds(vocoded));
            rows.add(real.row(name, verdicts, real.otherLabels()));
            if (pitched) {
                new NoteTable(real.otherItems(), judge.spec().classes(), corpus.families())
                        .with(notes)
                        .add(name, verdicts, real.otherLabels(), HeardClip.pitches(vocoded));
            }
            observer.finished("scores");
        }
        rows.addAll(drawn.beside());
        rows.add(real.trainingRow());
        if (real.labels() != null) {
            rows.add(real.testRow());
        }
        if (pitched) {
            notes.add("test (real)", real.verdicts(), real.labels(), NotePitch.of(real.items(), observer));
            observer.finished("pitches of test clips");
        }
        Closeness closeness = null;
        if (spec.memorization()) {
            closeness = Copies.search(
                    drawn.clips(), real.clips(), corpus.train(), judge.spec().features(), observer);
            reservations.tellLearnedClips(closeness);
            observer.finished("comparing with all training clips");
        }
        return EvaluationReport.of(spec, corpus, sampling, rows)
                .with(closeness, pitched ? notes.rows() : null, heard, strokes);
    }

    /** The other real clips through the vocoder, as many as are held against anything; their pitches if they are judged. */
    private List<HeardClip> vocoded(Vocoder vocoder, boolean pitched) {
        int count = spec.copySynthesis() ? real.others().size() : spec.sound() ? compared() : 0;
        if (count == 0) {
            return List.of();
        }
        List<HeardClip> vocoded = HeardClip.through(
                vocoder,
                "vocoding " + real.origin(),
                real.others().subList(0, count),
                spec.seed(),
                pitched && spec.copySynthesis(),
                observer);
        observer.finished("vocoding real clips");
        return vocoded;
    }

    /** How many clips of each set are held against others as sounds. */
    private int compared() {
        return Math.min(SoundComparison.MOST, spec.count());
    }

    /** What the sounds are against real ones, and what both are after the vocoder. */
    private SoundReport sounds(List<HeardClip> vocoded, List<HeardClip> generated) throws IOException {
        return new SoundEvaluation(spec, corpus, hearing, speakers, observer)
                .report(
                        real,
                        HeardClip.sounds(vocoded).subList(0, compared()),
                        HeardClip.sounds(generated).subList(0, compared()));
    }
}

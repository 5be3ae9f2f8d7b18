package dev.phasewright.evaluation.generator;

import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.evaluation.sound.Hearing;
import dev.phasewright.evaluation.sound.SoundComparison;
import dev.phasewright.evaluation.sound.SoundReport;
import dev.phasewright.evaluation.stroke.StrokeEvaluation;
import dev.phasewright.evaluation.stroke.StrokeReport;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A generator before its judge, beside real clips: as many are generated as there are test clips to compare them with.
 * Of a model of single notes the test clips' own notes are asked, of any other one class after the other.
 */
public final class GeneratorEvaluation {
    private final EvaluationSpec spec;
    private final EvaluationCorpus corpus;
    private final MagnitudeGenerator generator;
    private final Judge judge;
    private final @Nullable Judge speakerJudge;
    private final EvaluationObserver observer;
    private final Reservations reservations;
    private final RealClips real;

    /**
     * Reads and judges the real clips.
     *
     * @param generator open as long as this is in use, as are the judges
     * @param speakerJudge who knows who speaks in training clips; null if there is none
     * @throws IOException if the judge looks at other features than the generator makes, clips are too few, or all the same
     * @throws java.io.UncheckedIOException if a clip cannot be read
     */
    public GeneratorEvaluation(
            EvaluationSpec spec,
            EvaluationCorpus corpus,
            MagnitudeGenerator generator,
            Judge judge,
            @Nullable Judge speakerJudge,
            EvaluationObserver observer)
            throws IOException {
        JudgeClasses.requireFeatures(
                judge, spec.judge(), spec.model(), generator.spec().features(), ", or train one (train judge)");
        this.spec = spec;
        this.corpus = corpus;
        this.generator = generator;
        this.judge = judge;
        this.speakerJudge = speakerJudge;
        this.observer = observer;
        this.reservations = new Reservations(corpus, observer);
        reservations.tellKnownVoices(spec.model(), generator.spec().origin());
        reservations.tellKnownVoices(spec.judge(), judge.spec().origin());
        reservations.tellLearnedFiles(spec.model(), corpus.learned());
        this.real = RealClips.judged(spec, corpus, judge, observer);
        reservations.requireVariety(real.clips());
    }

    /**
     * What its clips score, as magnitudes and once more as sound.
     *
     * @param plan how they are drawn
     * @param sampling the same, told to people
     * @param vocoder of the generator's features
     * @throws IOException if the corpus cannot be read
     */
    public EvaluationReport report(SamplingPlan plan, String sampling, Vocoder vocoder) throws IOException {
        Evaluator evaluator = evaluator(generator);
        boolean pitched = evaluator.asked().hasPitch();
        NoteTable notes = new NoteTable(real.items(), judge.spec().classes(), corpus.families());
        List<LogMel> generated = evaluator.generate(plan);
        observer.finished("generating");
        int[] expected = expected(evaluator);
        List<EvaluationReport.Row> rows = new ArrayList<>();
        Hearing hearing = new Hearing(judge);
        List<Evaluator.Heard> vocoded = vocoded(evaluator, vocoder, pitched);
        Verdicts verdicts = judge.verdicts(generated);
        rows.add(real.row("generated (magnitudes)", verdicts, expected));
        notes.add("generated (magnitudes)", verdicts, expected, List.of());
        observer.finished("scores");
        SoundReport heard = null;
        if (spec.sound()) {
            List<Evaluator.Heard> sounds = evaluator.throughSound("vocoding", generated, vocoder, pitched);
            observer.finished("vocoding generated clips");
            verdicts = hearing.verdicts(Evaluator.Heard.sounds(sounds));
            rows.add(real.row("generated (WAV)", verdicts, expected));
            notes.add("generated (WAV)", verdicts, expected, Evaluator.Heard.pitches(sounds));
            observer.finished("scores");
            heard = sounds(hearing, vocoded, sounds);
        }
        StrokeReport strokes = null;
        if (spec.sound() && spec.strokes() && !generator.spec().knobs().isEmpty()) {
            strokes = strokes(hearing, plan, vocoder);
        }
        if (spec.copySynthesis()) {
            String name = real.origin() + " (WAV)";
            verdicts = hearing.verdicts(Evaluator.Heard.sounds(vocoded));
            rows.add(real.row(name, verdicts, real.otherLabels()));
            if (pitched) {
                new NoteTable(real.otherItems(), judge.spec().classes(), corpus.families())
                        .with(notes)
                        .add(name, verdicts, real.otherLabels(), Evaluator.Heard.pitches(vocoded));
            }
            observer.finished("scores");
        }
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
            closeness = evaluator.closeness(generated, real.clips(), corpus.train());
            reservations.tellLearnedClips(closeness);
            observer.finished("comparing with all training clips");
        }
        return EvaluationReport.of(spec, corpus, sampling, rows)
                .with(closeness, pitched ? notes.rows() : null, heard, strokes);
    }

    /** Held-out strokes of a kit belong together, if the manifest tells which do. */
    private StrokeReport strokes(Hearing hearing, SamplingPlan plan, Vocoder vocoder) throws IOException {
        Speakers kits = Speakers.of(corpus.folder(), corpus.test(), spec.speakerColumns());
        return new StrokeEvaluation(corpus.test(), kits, generator, hearing, spec.seed(), observer)
                .report(plan, vocoder, spec.count());
    }

    /** The other real clips through the vocoder, as many as are held against anything; their pitches if they are judged. */
    private List<Evaluator.Heard> vocoded(Evaluator evaluator, Vocoder vocoder, boolean pitched) {
        int count = spec.copySynthesis() ? real.others().size() : spec.sound() ? compared() : 0;
        if (count == 0) {
            return List.of();
        }
        List<Evaluator.Heard> vocoded = evaluator.throughSound(
                "vocoding " + real.origin(), real.others().subList(0, count), vocoder, pitched && spec.copySynthesis());
        observer.finished("vocoding real clips");
        return vocoded;
    }

    /** How many clips of each set are held against others as sounds. */
    private int compared() {
        return Math.min(SoundComparison.MOST, spec.count());
    }

    /** What the sounds are against real ones, and what both are after the vocoder. */
    private SoundReport sounds(Hearing hearing, List<Evaluator.Heard> vocoded, List<Evaluator.Heard> generated)
            throws IOException {
        Hearing speakers = speakerJudge == null ? null : new Hearing(speakerJudge);
        return new SoundEvaluation(spec, corpus, hearing, speakers, observer)
                .report(
                        real,
                        Evaluator.Heard.sounds(vocoded).subList(0, compared()),
                        Evaluator.Heard.sounds(generated).subList(0, compared()));
    }

    /**
     * What each of several plans costs in evaluations of the network and in time, and what its magnitudes are worth.
     *
     * @param precision what the generator computes in, for the report
     */
    public StepCurve curve(List<SamplingPlan> plans, Precision precision) {
        AtomicLong evaluations = new AtomicLong();
        try (MagnitudeGenerator counted = generator.with((noisy, sigma, condition) -> {
            evaluations.addAndGet(condition.batch());
            return generator.denoiser().denoise(noisy, sigma, condition);
        })) {
            // What is compiled when it is first used is not to be the first row's.
            new Evaluator(counted, Evaluator.BATCH, spec.seed(), observer).generate(plans.get(0));
            Evaluator evaluator = evaluator(counted);
            int[] expected = expected(evaluator);
            List<StepCurve.Row> rows = new ArrayList<>();
            for (SamplingPlan plan : plans) {
                String name = Samplers.name(plan.sampler());
                evaluations.set(0);
                long start = System.nanoTime();
                List<LogMel> clips = evaluator.generate(plan);
                double seconds = (System.nanoTime() - start) * 1e-9;
                double each = (double) evaluations.get() / spec.count();
                observer.finished("generating");
                rows.add(StepCurve.Row.of(
                        name,
                        plan.steps(),
                        each,
                        seconds / spec.count(),
                        real.row(name, judge.verdicts(clips), expected)));
                observer.finished("scores");
            }
            return new StepCurve(
                    spec.model(),
                    spec.judge(),
                    corpus.folder().toString(),
                    spec.count(),
                    Evaluator.BATCH,
                    plans.get(0).guidance(),
                    precision.name().toLowerCase(Locale.ROOT),
                    spec.seed(),
                    real.trainingRow(),
                    rows);
        }
    }

    /**
     * What the magnitudes of an autoregressive model score, beside real clips that were only written down and read again:
     * the floor that its code sets.
     *
     * @param sampling how it is asked, told to people; how long a clip took is added
     * @throws IOException as the constructor does
     */
    public static EvaluationReport ofWriter(
            EvaluationSpec spec,
            EvaluationCorpus corpus,
            AutoregressiveGenerator writer,
            double temperature,
            String sampling,
            Judge judge,
            EvaluationObserver observer)
            throws IOException {
        AutoregressiveSpec model = writer.spec();
        JudgeClasses.requireFeatures(
                judge, spec.judge(), spec.model(), model.features(), ", or train one (train judge)");
        RealClips real = RealClips.judged(spec, corpus, judge, observer);
        new Reservations(corpus, observer).requireVariety(real.clips());
        int count = model.classes().size();
        int[] classes = IntStream.range(0, spec.count())
                .map(i -> count == 0 ? Condition.NONE : i % count)
                .toArray();
        List<LogMel> generated;
        long start = System.nanoTime();
        try (ProgressDisplay.Task bar = observer.start("generating", (long) spec.count() * writer.steps(), "steps")) {
            generated = writer.generate(
                    temperature,
                    Condition.of(classes),
                    GaussianNoise.itemSeeds(spec.seed(), spec.count()),
                    (done, total) -> bar.at(done));
        }
        double seconds = (System.nanoTime() - start) * 1e-9 / spec.count();
        observer.finished("generating");
        int[] expected = expected(model.classes(), classes, judge, observer);
        List<LogMel> read = real.others().stream().map(writer::read).toList();
        List<EvaluationReport.Row> rows = new ArrayList<>();
        rows.add(real.row("generated (magnitudes)", judge.verdicts(generated), expected));
        rows.add(real.row(real.origin() + ", written and read", judge.verdicts(read), real.otherLabels()));
        rows.add(real.trainingRow());
        if (real.labels() != null) {
            rows.add(real.testRow());
        }
        observer.finished("scores");
        return EvaluationReport.of(
                spec, corpus, String.format(Locale.ROOT, "%s, %.2g s a clip", sampling, seconds), rows);
    }

    private Evaluator evaluator(MagnitudeGenerator model) {
        return real.notes(model.spec())
                .map(notes -> new Evaluator(model, notes, spec.seed(), observer))
                .orElseGet(() -> new Evaluator(model, spec.count(), spec.seed(), observer));
    }

    private int[] expected(Evaluator evaluator) {
        return expected(generator.spec().classes(), evaluator.asked().toArray(), judge, observer);
    }

    /** What was asked for as the judge's classes, or null if it does not know them. */
    private static int[] expected(List<String> classes, int[] asked, Judge judge, EvaluationObserver observer) {
        JudgeClasses known = new JudgeClasses(judge.spec(), observer);
        return known.areThose("the model", classes) ? known.labels(classes, asked) : null;
    }
}

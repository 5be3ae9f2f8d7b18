package dev.phasewright.evaluation.generator;

import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.evaluation.sound.Hearing;
import dev.phasewright.evaluation.stroke.StrokeEvaluation;
import dev.phasewright.evaluation.stroke.StrokeReport;
import dev.phasewright.judge.Judge;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Judge judge;
    private final EvaluationObserver observer;
    private final RealClips real;
    private final Judgement judgement;

    /**
     * Reads and judges the real clips.
     *
     * @param features of the generator
     * @param origin of the generator: how it came about
     * @param judges open as long as this is in use
     * @throws IOException if the judge looks at other features than the generator makes, clips are too few, or all the same
     * @throws java.io.UncheckedIOException if a clip cannot be read
     */
    public GeneratorEvaluation(
            EvaluationSpec spec,
            EvaluationCorpus corpus,
            MelSpec features,
            Map<String, String> origin,
            Judges judges,
            EvaluationObserver observer)
            throws IOException {
        this.judge = judges.judge();
        JudgeClasses.requireFeatures(judge, spec.judge(), spec.model(), features, ", or train one (train judge)");
        this.spec = spec;
        this.corpus = corpus;
        this.observer = observer;
        Reservations reservations = new Reservations(corpus, observer);
        reservations.tellKnownVoices(spec.model(), origin);
        reservations.tellKnownVoices(spec.judge(), judge.spec().origin());
        reservations.tellLearnedFiles(spec.model(), corpus.learned());
        real = RealClips.judged(spec, corpus, judge, observer);
        reservations.requireVariety(real.clips());
        judgement = new Judgement(spec, corpus, judges, reservations, real, observer);
    }

    /**
     * What a generator's clips score, as magnitudes and once more as sound.
     *
     * @param plan how they are drawn
     * @param sampling the same, told to people
     * @param vocoder of the generator's features
     * @throws IOException if the corpus cannot be read
     */
    public EvaluationReport report(MagnitudeGenerator generator, SamplingPlan plan, String sampling, Vocoder vocoder)
            throws IOException {
        Evaluator evaluator = evaluator(generator);
        List<LogMel> clips = evaluator.generate(plan);
        observer.finished("generating");
        Judgement.Drawn drawn = new Judgement.Drawn(
                clips, expected(evaluator, generator), evaluator.asked().hasPitch(), List.of());
        StrokeReport strokes =
                spec.sound() && spec.strokes() && !generator.spec().knobs().isEmpty()
                        ? strokes(generator, plan, vocoder)
                        : null;
        return judgement.of(drawn, sampling, vocoder, strokes);
    }

    /**
     * What an autoregressive model's clips score, beside real ones that were only written down and read again: the floor
     * that its code sets.
     *
     * @param temperature how it is asked
     * @param sampling the same, told to people; how long a clip took is added
     * @param vocoder of the model's features
     * @throws IOException if the corpus cannot be read
     */
    public EvaluationReport report(AutoregressiveGenerator writer, double temperature, String sampling, Vocoder vocoder)
            throws IOException {
        List<String> names = writer.spec().classes();
        int[] classes = IntStream.range(0, spec.count())
                .map(i -> names.isEmpty() ? Condition.NONE : i % names.size())
                .toArray();
        List<LogMel> clips;
        long start = System.nanoTime();
        try (ProgressDisplay.Task bar = observer.start("generating", (long) spec.count() * writer.steps(), "steps")) {
            clips = writer.generate(
                    temperature,
                    Condition.of(classes),
                    GaussianNoise.itemSeeds(spec.seed(), spec.count()),
                    (done, total) -> bar.at(done));
        }
        double seconds = (System.nanoTime() - start) * 1e-9 / spec.count();
        observer.finished("generating");
        List<LogMel> read = real.others().stream().map(writer::read).toList();
        EvaluationReport.Row floor =
                real.row(real.origin() + ", written and read", judge.verdicts(read), real.otherLabels());
        return judgement.of(
                new Judgement.Drawn(clips, expected(names, classes), false, List.of(floor)),
                String.format(Locale.ROOT, "%s, %.2g s a clip", sampling, seconds),
                vocoder,
                null);
    }

    /** Held-out strokes of a kit belong together, if the manifest tells which do. */
    private StrokeReport strokes(MagnitudeGenerator generator, SamplingPlan plan, Vocoder vocoder) throws IOException {
        Speakers kits = Speakers.of(corpus.folder(), corpus.test(), spec.speakerColumns());
        return new StrokeEvaluation(corpus.test(), kits, generator, new Hearing(judge), spec.seed(), observer)
                .report(plan, vocoder, spec.count());
    }

    /**
     * What each of several plans costs in evaluations of the network and in time, and what its magnitudes are worth.
     *
     * @param precision what the generator computes in, for the report
     */
    public StepCurve curve(MagnitudeGenerator generator, List<SamplingPlan> plans, Precision precision) {
        AtomicLong evaluations = new AtomicLong();
        try (MagnitudeGenerator counted = generator.with((noisy, sigma, condition) -> {
            evaluations.addAndGet(condition.batch());
            return generator.denoiser().denoise(noisy, sigma, condition);
        })) {
            // What is compiled when it is first used is not to be the first row's.
            new Evaluator(counted, Evaluator.BATCH, spec.seed(), observer).generate(plans.get(0));
            Evaluator evaluator = evaluator(counted);
            int[] expected = expected(evaluator, generator);
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

    private Evaluator evaluator(MagnitudeGenerator model) {
        return real.notes(model.spec())
                .map(notes -> new Evaluator(model, notes, spec.seed(), observer))
                .orElseGet(() -> new Evaluator(model, spec.count(), spec.seed(), observer));
    }

    private int @Nullable [] expected(Evaluator evaluator, MagnitudeGenerator generator) {
        return expected(generator.spec().classes(), evaluator.asked().toArray());
    }

    /** What was asked for as the judge's classes, or null if it does not know them. */
    private int @Nullable [] expected(List<String> classes, int[] asked) {
        JudgeClasses known = new JudgeClasses(judge.spec(), observer);
        return known.areThose("the model", classes) ? known.labels(classes, asked) : null;
    }
}

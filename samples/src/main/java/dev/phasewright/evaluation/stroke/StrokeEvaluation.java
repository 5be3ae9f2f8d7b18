package dev.phasewright.evaluation.stroke;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.StrokeStart;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.HeardClip;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.evaluation.sound.Hearing;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.RankCorrelation;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A generator of strokes beside held-out ones, and beside the same through its vocoder: what that one spoils is not the
 * generator's fault. As many strokes of each class are generated as are held out. Then its knobs are turned, one at a time.
 */
public final class StrokeEvaluation {
    /** Held-out strokes, at most; classes take turns. */
    private static final int MOST = 160;

    /** Multiples of it, without their whole part, are spread evenly however many there are (Weyl 1916). */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final Recordings test;
    private final Speakers kits;
    private final MagnitudeGenerator generator;
    private final Hearing judge;
    private final long seed;
    private final EvaluationObserver observer;

    /**
     * An evaluation.
     *
     * @param test held-out strokes
     * @param kits which of them belong together
     * @param generator with knobs; open as long as this is in use, as is the judge
     * @param seed of all that is random
     */
    public StrokeEvaluation(
            Recordings test,
            Speakers kits,
            MagnitudeGenerator generator,
            Hearing judge,
            long seed,
            EvaluationObserver observer) {
        this.test = test;
        this.kits = kits;
        this.generator = generator;
        this.judge = judge;
        this.seed = seed;
        this.observer = observer;
    }

    /**
     * The report.
     *
     * @param plan how strokes are drawn
     * @param vocoder of the generator's features
     * @param count how many strokes are made for each knob
     * @throws IOException if a held-out stroke cannot be read
     */
    public StrokeReport report(SamplingPlan plan, Vocoder vocoder, int count) throws IOException {
        List<Recordings.Item> items = RecordedClips.inTurns(test.items(), seed, "strokes");
        items = items.subList(0, Math.min(MOST, items.size()));
        List<String> classes = items.stream().map(this::className).toList();
        Condition asked = Condition.of(
                classes.stream().mapToInt(generator.spec().classes()::indexOf).toArray());
        Evaluator evaluator = new Evaluator(generator, asked, seed, observer);
        Groups together = kits.groups(items);
        List<StrokeReport.StrokeRow> rows = new ArrayList<>();
        rows.add(row("test (real)", read(items), classes, together));
        rows.add(row(
                "test (WAV)",
                sounds(
                        "vocoding strokes",
                        RecordedClips.read(
                                "reading strokes", items, generator.spec().features(), observer),
                        vocoder),
                classes,
                together));
        observer.finished("held-out strokes");
        List<Audio> generated = sounds(evaluator, plan, vocoder);
        rows.add(row("generated (WAV)", generated, classes, Groups.each(items.size())));
        observer.finished("generating strokes");
        List<StrokeReport.KnobRow> knobs = new ArrayList<>();
        for (int k = 0; k < generator.spec().knobs().size(); k++) {
            knobs.add(turned(k, plan, vocoder, count));
        }
        Double kept = kept(generated, asked);
        observer.finished("turning knobs");
        return new StrokeReport(rows, kept, knobs);
    }

    private String className(Recordings.Item item) {
        return item.classIndex() < 0 ? "" : test.classes().get(item.classIndex());
    }

    /** Held-out strokes at the model's rate, as long as its own are. */
    private List<Audio> read(List<Recordings.Item> items) throws IOException {
        GeneratorSpec model = generator.spec();
        int rate = model.features().stft().sampleRate();
        int longest = model.network().frames() * model.features().stft().hop();
        List<Audio> sounds = new ArrayList<>();
        for (Recordings.Item item : items) {
            Audio sound = Resampler.resample(SoundFile.read(item.file()).toMono(), rate);
            sounds.add(sound.slice(0, Math.min(longest, sound.length())));
        }
        return sounds;
    }

    /** Strokes as they are given to those who ask for them, but not cut at their end. */
    private List<Audio> sounds(Evaluator evaluator, SamplingPlan plan, Vocoder vocoder) {
        double lead = generator.spec().leadSeconds();
        return sounds("vocoding", evaluator.generate(plan), vocoder).stream()
                .map(sound -> StrokeStart.of(sound, lead))
                .toList();
    }

    private List<Audio> sounds(String task, List<LogMel> clips, Vocoder vocoder) {
        return HeardClip.sounds(HeardClip.through(vocoder, task, clips, seed, false, observer));
    }

    private StrokeReport.StrokeRow row(String name, List<Audio> sounds, List<String> classes, Groups groups) {
        Map<String, Interval> medians = new LinkedHashMap<>();
        for (StrokeFigure figure : StrokeFigure.values()) {
            int[] those = IntStream.range(0, sounds.size())
                    .filter(i -> figure.isOf(classes.get(i)))
                    .toArray();
            if (those.length > 0) {
                double[] figures = Arrays.stream(those)
                        .parallel()
                        .mapToDouble(i -> figure.measure(sounds.get(i)))
                        .toArray();
                int[] labels = groups.labels();
                Groups some = Groups.of(Arrays.stream(those)
                        .mapToObj(i -> groups.name(labels[i]))
                        .toList());
                some.median(figures, seed).ifPresent(median -> medians.put(figure.label(), median));
            }
        }
        return new StrokeReport.StrokeRow(name, medians);
    }

    /** Turns a knob, all classes in turn. */
    private StrokeReport.KnobRow turned(int knob, SamplingPlan plan, Vocoder vocoder, int count) {
        KnobScale scale = generator.spec().knobs().get(knob);
        int classes = Math.max(1, generator.spec().classes().size());
        double[] percentiles = IntStream.range(0, count)
                .mapToDouble(i -> 100 * ((i + 1) * GOLDEN % 1))
                .toArray();
        List<String> names = generator.spec().classes();
        List<SoundRequest> requests = IntStream.range(0, count)
                .mapToObj(i -> SoundRequest.of(
                                names.isEmpty() ? null : names.get(i % classes), Seeds.key(seed, scale.name(), i))
                        .withKnobs(Map.of(scale.name(), percentiles[i])))
                .toList();
        Condition asked = Condition.of(IntStream.range(0, count)
                .map(i -> names.isEmpty() ? Condition.NONE : i % classes)
                .toArray());
        List<Audio> sounds = asked(requests, plan, vocoder, scale.name());
        double[] found = measured(scale, sounds, asked);
        int[] heard = IntStream.range(0, found.length)
                .filter(i -> !Double.isNaN(found[i]))
                .toArray();
        Interval correlation = Groups.each(heard.length)
                .interval(
                        some -> RankCorrelation.between(
                                Arrays.stream(some)
                                        .mapToDouble(i -> percentiles[heard[i]])
                                        .toArray(),
                                Arrays.stream(some)
                                        .mapToDouble(i -> found[heard[i]])
                                        .toArray()),
                        seed);
        return new StrokeReport.KnobRow(scale.name(), correlation, kept(sounds, asked));
    }

    /** Sounds as they are given to whoever asks for them. */
    private List<Audio> asked(List<SoundRequest> requests, SamplingPlan plan, Vocoder vocoder, String knob) {
        // Neither half is ours to close.
        Phasewright both = new Phasewright(generator, vocoder);
        try (ProgressDisplay.Task bar = observer.start("turning " + knob, requests.size(), "strokes")) {
            return both
                    .generate(requests, plan, (done, total) -> bar.at(done * requests.size() / Math.max(1, total)))
                    .stream()
                    .map(GeneratedSound::sound)
                    .toList();
        }
    }

    /** What came of a knob, as percentiles of each stroke's class; NaN of silence. */
    private static double[] measured(KnobScale scale, List<Audio> sounds, Condition asked) {
        Knob knob = Knob.of(scale.name())
                .orElseThrow(() -> new IllegalArgumentException("nothing measures the knob " + scale.name()));
        return IntStream.range(0, sounds.size())
                .parallel()
                .mapToDouble(i -> scale.percentile(asked.classOf(i), knob.measure(sounds.get(i))))
                .toArray();
    }

    /** The share of strokes that the judge takes for what they were to be; null if it does not know their classes. */
    private @Nullable Double kept(List<Audio> sounds, Condition asked) {
        List<String> classes = generator.spec().classes();
        boolean known = new HashSet<>(classes).equals(new HashSet<>(judge.spec().classes()));
        if (!known || Arrays.stream(asked.toArray()).anyMatch(c -> c == Condition.NONE)) {
            return null;
        }
        Verdicts verdicts = judge.verdicts(sounds);
        return verdicts.accuracy(new JudgeClasses(judge.spec(), observer).labels(classes, asked.toArray()));
    }
}

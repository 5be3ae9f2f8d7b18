package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.HeardClip;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.KernelDistance;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each measure sees and what it misses: real clips, damaged on purpose, are held against others of the same speakers,
 * as a generator's are against clips of those that it has learned from; and undamaged ones first of all against other
 * speakers, which is what distances are divided by. The speakers of a corpus's training part are divided in three: those
 * that the space of voices is found from, those that are damaged, and others.
 */
public final class JudgeStudy {
    private static final int PARTS = 3;
    /** Clips that the space of voices is found from, at most. */
    private static final int KNOWN = 1500;

    private static final int COLLAPSE = 4;
    /** Guidance that leaves of each class what is most typical of it. */
    private static final double STRONG = 4;

    private final Spec spec;
    private final Hearing judge;
    private final @Nullable Hearing speakerJudge;
    private final EvaluationObserver observer;
    private final Speakers speakers;
    private final List<List<Recordings.Item>> thirds = new ArrayList<>();

    /**
     * What is studied.
     *
     * @param corpus with a folder train and a manifest that tells who speaks
     * @param columns of the manifest that say so
     * @param count clips of each set
     * @param classifiers whether the two-sample tests are made, too, which take minutes a row
     * @param seed what everything is drawn from
     */
    public record Spec(Path corpus, List<String> columns, int count, boolean classifiers, long seed) {}

    /**
     * Finds the clips.
     *
     * @param judge open as long as this is in use, as is {@code speakerJudge}
     * @param speakerJudge who knows who speaks, whose features are the space of voices then; null if there is none
     * @throws IOException if the corpus cannot be read, or does not tell who speaks
     */
    public JudgeStudy(Spec spec, Judge judge, @Nullable Judge speakerJudge, EvaluationObserver observer)
            throws IOException {
        this.spec = spec;
        this.judge = new Hearing(judge);
        this.observer = observer;
        Recordings recordings = TrainingSplit.part(spec.corpus(), "train");
        this.speakers = Speakers.of(spec.corpus(), recordings, spec.columns());
        if (!speakers.areToldOf(recordings.items())) {
            throw new IOException(spec.corpus() + ": no manifest.csv with the columns path, "
                    + String.join(", ", spec.columns())
                    + " tells who speaks in each; name its columns by --speaker-columns");
        }
        this.speakerJudge = KnownVoices.knowing(
                speakerJudge == null ? null : new Hearing(speakerJudge),
                recordings.items().stream().map(speakers::of).toList(),
                observer);
        List<String> names = new ArrayList<>(recordings.items().stream()
                .map(speakers::of)
                .distinct()
                .sorted()
                .toList());
        Collections.shuffle(names, new Random(spec.seed()));
        List<Recordings.Item> shuffled = new ArrayList<>(recordings.items());
        Collections.shuffle(shuffled, new Random(Seeds.key(spec.seed(), "clips", 0)));
        for (int part = 0; part < PARTS; part++) {
            Set<String> own = Set.copyOf(names.subList(part * names.size() / PARTS, (part + 1) * names.size() / PARTS));
            thirds.add(shuffled.stream()
                    .filter(item -> own.contains(speakers.of(item)))
                    .toList());
        }
    }

    /**
     * The table of damage.
     *
     * @param vocoder of the judge's features
     * @param generator of the judge's features that has learned from the corpus, whose clips are rows, too: as it is, and
     *     with its classes exaggerated; null if there is none
     * @throws IOException if there are not enough clips
     * @throws UncheckedIOException if one cannot be read
     */
    public SoundReport report(Vocoder vocoder, @Nullable MagnitudeGenerator generator) throws IOException {
        KnownVoices voices = voices();
        SoundTable table = new SoundTable(
                new SoundComparison(JudgeSpaces.of(judge, voices.space()), spec.classifiers(), spec.seed(), observer),
                speakerJudge,
                spec.seed());

        List<Recordings.Item> both = draw(thirds.get(1), item -> true, 2 * spec.count());
        SoundSet undamaged = set("real", both.subList(0, spec.count()), Function.identity());
        List<Recordings.Item> compared = both.subList(spec.count(), both.size());
        SoundSet same = set("the same speakers", compared, Function.identity());
        SoundSet others = set("other speakers", draw(thirds.get(2), item -> true, spec.count()), Function.identity());
        table.begin(undamaged, others, same);
        for (SoundSet set : damaged(undamaged, same, Set.copyOf(compared), vocoder)) {
            table.add(set);
        }
        if (generator != null) {
            List<Recordings.Item> all =
                    thirds.stream().flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(all, new Random(Seeds.key(spec.seed(), "all speakers", 0)));
            table.turnTo(set("all speakers", draw(all, item -> true, spec.count()), Function.identity()));
            SamplingPlan own = generator.spec().plan();
            for (double guidance : new double[] {own.guidance(), STRONG}) {
                table.add(generated(generator, own.with(own.sampler(), own.steps(), guidance), vocoder, voices));
            }
        }
        return table.report();
    }

    private List<SoundSet> damaged(SoundSet undamaged, SoundSet same, Set<Recordings.Item> compared, Vocoder vocoder)
            throws IOException {
        Set<String> few = firstOf(thirds.get(1), COLLAPSE);
        Set<String> half = firstOf(thirds.get(1), 2);
        List<Recordings.Item> left =
                thirds.get(1).stream().filter(item -> !compared.contains(item)).toList();
        List<SoundSet> damaged = List.of(
                set(
                        "a quarter of the voices",
                        draw(left, item -> few.contains(speakers.of(item)), spec.count()),
                        Function.identity()),
                set(
                        "half of the voices in half the classes",
                        draw(
                                left,
                                item -> item.classIndex() % 2 == 0 || half.contains(speakers.of(item)),
                                spec.count()),
                        Function.identity()),
                undamaged.with("harmonics blurred", Damage::blurred),
                undamaged.with("hiss at −66 dB", sound -> Damage.hissing(sound, spec.seed())),
                same.with("their copies, 16 ms late", Damage::late),
                new SoundSet("vocoded", vocoded(undamaged.sounds(), vocoder), undamaged.groups()));
        observer.finished("damaging");
        return damaged;
    }

    private SoundSet generated(MagnitudeGenerator generator, SamplingPlan plan, Vocoder vocoder, KnownVoices voices) {
        Evaluator evaluator = new Evaluator(generator, spec.count(), spec.seed(), observer);
        List<Audio> sounds = HeardClip.sounds(
                HeardClip.through(vocoder, "vocoding", evaluator.generate(plan), spec.seed(), false, observer));
        observer.finished("generating");
        return new SoundSet(
                String.format(Locale.ROOT, "generated, guidance %.1f", plan.guidance()),
                sounds,
                Groups.each(sounds.size()),
                voices.likeness(sounds));
    }

    private KnownVoices voices() throws IOException {
        if (speakerJudge != null) {
            return KnownVoices.of(speakerJudge);
        }
        List<Recordings.Item> known =
                thirds.get(0).subList(0, Math.min(KNOWN, thirds.get(0).size()));
        try {
            KnownVoices voices = KnownVoices.of(
                    RecordedClips.read("learning voices", known, judge.spec().features(), observer),
                    known.stream().map(speakers::of).toList());
            observer.finished("space of voices");
            return voices;
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    spec.corpus() + ": " + e.getMessage() + "; give a corpus of different clips by each speaker", e);
        }
    }

    private List<Recordings.Item> draw(List<Recordings.Item> items, Predicate<Recordings.Item> wanted, int count)
            throws IOException {
        List<Recordings.Item> drawn = items.stream().filter(wanted).limit(count).toList();
        if (drawn.size() < count) {
            int most = (int) ((long) drawn.size() * spec.count() / count);
            throw new IOException(spec.corpus() + ": has too few clips: " + most + " in the smallest set, not "
                    + spec.count() + "; give "
                    + (most < KernelDistance.FEWEST ? "" : "--count " + most + ", or ") + "a larger corpus");
        }
        return drawn;
    }

    /** One in so many of the speakers of some recordings. */
    private Set<String> firstOf(List<Recordings.Item> items, int oneIn) {
        List<String> names =
                items.stream().map(speakers::of).distinct().sorted().toList();
        return IntStream.range(0, names.size())
                .filter(i -> i % oneIn == 0)
                .mapToObj(names::get)
                .collect(Collectors.toSet());
    }

    private SoundSet set(String name, List<Recordings.Item> items, Function<Audio, Audio> damage) {
        int rate = judge.spec().features().stft().sampleRate();
        return new SoundSet(
                name,
                items.stream()
                        .map(item -> damage.apply(read(item.file(), rate)))
                        .toList(),
                speakers.groups(items));
    }

    private static Audio read(Path file, int rate) {
        try {
            return Resampler.resample(SoundFile.read(file).toMono(), rate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Audio> vocoded(List<Audio> sounds, Vocoder vocoder) {
        List<LogMel> clips = sounds.stream()
                .map(sound -> LogMelDataset.features(sound, judge.spec().features()))
                .toList();
        List<Audio> vocoded = new ArrayList<>();
        for (int from = 0; from < clips.size(); from += Evaluator.BATCH) {
            int to = Math.min(clips.size(), from + Evaluator.BATCH);
            vocoded.addAll(vocoder.synthesize(
                    clips.subList(from, to),
                    IntStream.range(from, to)
                            .mapToObj(i -> Seeds.phase(Seeds.key(spec.seed(), "vocoded", i), 0))
                            .toList()));
        }
        return vocoded;
    }
}

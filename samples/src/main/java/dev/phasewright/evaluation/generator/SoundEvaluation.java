package dev.phasewright.evaluation.generator;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.evaluation.sound.Comparison;
import dev.phasewright.evaluation.sound.DescriptorRow;
import dev.phasewright.evaluation.sound.Hearing;
import dev.phasewright.evaluation.sound.JudgeSpaces;
import dev.phasewright.evaluation.sound.KnownVoices;
import dev.phasewright.evaluation.sound.PlacedSounds;
import dev.phasewright.evaluation.sound.SoundComparison;
import dev.phasewright.evaluation.sound.SoundReport;
import dev.phasewright.evaluation.sound.SoundSet;
import dev.phasewright.evaluation.sound.VoiceCount;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A generator's sounds beside real ones, and beside real ones that went through the same vocoder: what the vocoder loses
 * is not the generator's fault. What is due to other speakers is told by one half of the training clips' voices against the
 * other half: that is what distances are divided by.
 */
final class SoundEvaluation {
    /** Clips that a space of voices is found from, at most. */
    private static final int KNOWN = 2000;

    private final EvaluationSpec spec;
    private final EvaluationCorpus corpus;
    private final Hearing judge;
    private final @Nullable Hearing speakerJudge;
    private final EvaluationObserver observer;

    /**
     * An evaluation.
     *
     * @param speakerJudge who knows who speaks in training clips; null if there is none
     */
    SoundEvaluation(
            EvaluationSpec spec,
            EvaluationCorpus corpus,
            Hearing judge,
            @Nullable Hearing speakerJudge,
            EvaluationObserver observer) {
        this.spec = spec;
        this.corpus = corpus;
        this.judge = judge;
        this.speakerJudge = speakerJudge;
        this.observer = observer;
    }

    /**
     * The report.
     *
     * @param vocoded the first of the other real clips, through the vocoder
     * @param generated as many
     * @throws IOException if the manifest cannot be read
     * @throws UncheckedIOException if a clip cannot be read
     */
    SoundReport report(RealClips real, List<Audio> vocoded, List<Audio> generated) throws IOException {
        int count = generated.size();
        List<Recordings.Item> testItems = real.items().subList(0, count);
        List<Recordings.Item> otherItems = real.otherItems().subList(0, count);
        Speakers speakers = speakers();
        String origin = real.origin();
        SoundSet test = new SoundSet("test (real)", read(testItems), speakers.groups(testItems));
        SoundSet other = new SoundSet(origin + " (real)", read(otherItems), speakers.groups(otherItems));
        List<Recordings.Item> train = corpus.train().items();
        Hearing counting = speakers.areToldOf(train)
                ? KnownVoices.knowing(
                        speakerJudge, train.stream().map(speakers::of).toList(), observer)
                : null;
        KnownVoices voices = voices(speakers, counting);
        Groups likeness = voices == null ? Groups.each(count) : voices.likeness(generated);
        List<SoundSet> sets = List.of(
                test,
                other,
                new SoundSet(origin + " (WAV)", vocoded, other.groups()),
                new SoundSet("generated (WAV)", generated, Groups.each(count), likeness));
        observer.finished("reading sounds");
        SoundComparison comparison = new SoundComparison(
                JudgeSpaces.of(judge, voices == null ? null : voices.space()),
                spec.classifiers(),
                spec.seed(),
                observer);
        double seconds = SoundComparison.holding(test.sounds());
        List<PlacedSounds> placed =
                sets.stream().map(set -> comparison.place(set, seconds)).toList();
        PlacedSounds reference = placed.get(0);
        PlacedSounds ours = placed.get(3);
        List<Comparison> rows = new ArrayList<>();
        Groups trained = speakers.groups(train);
        if (voices != null && trained.count() > 1) {
            List<int[]> halves = trained.halves(spec.seed());
            rows.add(comparison.compare(
                    comparison.place(half("half of train's voices", halves.get(0), count, speakers), seconds),
                    comparison.place(half("the other half (real)", halves.get(1), count, speakers), seconds)));
        }
        rows.add(comparison.compare(placed.get(1), reference));
        rows.add(comparison.compare(placed.get(2), reference));
        rows.add(comparison.compare(ours, reference));
        rows.add(comparison.compare(ours, placed.get(2).eachByItself()));
        return new SoundReport(
                rows,
                placed.stream().map(set -> DescriptorRow.of(set, spec.seed())).toList(),
                counts(counting, sets.subList(1, sets.size())));
    }

    /** As many of some training clips as of the other sets, or as there are. */
    private SoundSet half(String name, int[] clips, int count, Speakers speakers) throws IOException {
        List<Recordings.Item> all =
                Arrays.stream(clips).mapToObj(corpus.train().items()::get).toList();
        Recordings half = corpus.train().with(all);
        int most = Math.min(count, RecordedClips.most(half));
        List<Recordings.Item> drawn =
                most == 0 ? all.subList(0, Math.min(count, all.size())) : RecordedClips.draw(half, most, spec.seed());
        return new SoundSet(name, read(drawn), speakers.groups(drawn));
    }

    /** How many voices these sets have, the second of them being what the others are divided by. */
    private List<VoiceCount> counts(@Nullable Hearing counting, List<SoundSet> sets) {
        if (counting == null) {
            return List.of();
        }
        List<Verdicts> verdicts =
                sets.stream().map(set -> counting.verdicts(set.sounds())).toList();
        VoiceCount real = VoiceCount.of(sets.get(1).name(), verdicts.get(1), null, spec.seed());
        observer.finished("counting voices");
        return IntStream.range(0, sets.size())
                .mapToObj(i -> i == 1 ? real : VoiceCount.of(sets.get(i).name(), verdicts.get(i), real, spec.seed()))
                .toList();
    }

    private Speakers speakers() throws IOException {
        List<Recordings.Item> all = new ArrayList<>(corpus.train().items());
        all.addAll(corpus.test().items());
        return Speakers.of(corpus.folder(), corpus.train().with(all), spec.speakerColumns());
    }

    /** What is known of training clips' voices; null if it is not told who speaks in them, or only one does. */
    private @Nullable KnownVoices voices(Speakers speakers, @Nullable Hearing counting) {
        List<Recordings.Item> items = corpus.train().items();
        if (!speakers.areToldOf(items)) {
            observer.missing("no distances of voices: no manifest.csv with the columns "
                    + String.join(", ", spec.speakerColumns()) + " tells who speaks");
            return null;
        }
        if (counting != null) {
            return KnownVoices.of(counting);
        }
        if (items.stream().map(speakers::of).distinct().count() < 2) {
            return null;
        }
        List<Recordings.Item> known = Spread.over(items, KNOWN);
        List<LogMel> clips =
                RecordedClips.read("learning voices", known, judge.spec().features(), observer);
        if (clips.stream()
                .allMatch(clip -> Arrays.equals(clip.toArray(), clips.get(0).toArray()))) {
            observer.missing("no distances of voices: all training clips are the same");
            return null;
        }
        try {
            KnownVoices voices =
                    KnownVoices.of(clips, known.stream().map(speakers::of).toList());
            observer.finished("space of voices");
            return voices;
        } catch (IllegalArgumentException e) {
            observer.missing("no distances of voices: in the training clips " + e.getMessage());
            return null;
        }
    }

    private List<Audio> read(List<Recordings.Item> items) {
        int rate = judge.spec().features().stft().sampleRate();
        Stream<Recordings.Item> files = items.parallelStream();
        return files.map(item -> {
                    try {
                        return Resampler.resample(SoundFile.read(item.file()).toMono(), rate);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}

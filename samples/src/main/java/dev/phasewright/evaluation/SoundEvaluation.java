package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.VoiceSpace;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generator's sounds beside real ones, and beside real ones that went through the same vocoder: what the vocoder loses
 * is not the generator's fault.
 */
final class SoundEvaluation {
    /** Clips that a space of voices is found from, at most. */
    private static final int KNOWN = 2000;

    private final EvaluationSpec spec;
    private final EvaluationCorpus corpus;
    private final Judge judge;
    private final EvaluationObserver observer;

    SoundEvaluation(EvaluationSpec spec, EvaluationCorpus corpus, Judge judge, EvaluationObserver observer) {
        this.spec = spec;
        this.corpus = corpus;
        this.judge = judge;
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
        List<SoundSet> sets = List.of(
                test,
                other,
                new SoundSet(origin + " (WAV)", vocoded, other.groups()),
                new SoundSet("generated (WAV)", generated, Groups.each(count)));
        sets.forEach(this::tellSilence);
        observer.finished("reading sounds");
        SoundComparison comparison = new SoundComparison(
                JudgeSpaces.of(judge, voices(speakers), judge.spec().features()),
                spec.classifiers(),
                spec.seed(),
                observer);
        double seconds = SoundComparison.holding(test.sounds());
        List<PlacedSounds> placed =
                sets.stream().map(set -> comparison.place(set, seconds)).toList();
        PlacedSounds reference = placed.get(0);
        PlacedSounds ours = placed.get(3);
        List<Comparison> rows = List.of(
                comparison.compare(placed.get(1), reference),
                comparison.compare(placed.get(2), reference),
                comparison.compare(ours, reference),
                comparison.compare(ours, placed.get(2)));
        return new SoundReport(
                rows,
                placed.stream().map(set -> DescriptorRow.of(set, spec.seed())).toList());
    }

    private Speakers speakers() throws IOException {
        List<Recordings.Item> all = new ArrayList<>(corpus.train().items());
        all.addAll(corpus.test().items());
        return Speakers.of(corpus.folder(), corpus.train().with(all), spec.speakerColumns());
    }

    /** Found from training clips; null if it is not told who speaks in them, or only one does. */
    private VoiceSpace voices(Speakers speakers) {
        List<Recordings.Item> items = corpus.train().items();
        if (!speakers.areToldOf(items)) {
            observer.missing("no distances of voices: no manifest.csv with the columns "
                    + String.join(", ", spec.speakerColumns()) + " tells who speaks");
            return null;
        }
        int taken = Math.min(KNOWN, items.size());
        List<Recordings.Item> known = IntStream.range(0, taken)
                .mapToObj(i -> items.get((int) ((long) i * items.size() / taken)))
                .toList();
        List<String> names = known.stream().map(speakers::of).distinct().toList();
        if (names.size() < 2) {
            return null;
        }
        List<LogMel> clips =
                RecordedClips.read("learning voices", known, judge.spec().features(), observer);
        if (clips.stream()
                .allMatch(clip -> Arrays.equals(clip.toArray(), clips.get(0).toArray()))) {
            observer.missing("no distances of voices: all training clips are the same");
            return null;
        }
        VoiceSpace space = VoiceSpace.of(
                clips,
                known.stream()
                        .mapToInt(item -> names.indexOf(speakers.of(item)))
                        .toArray());
        observer.finished("space of voices");
        return space;
    }

    private void tellSilence(SoundSet set) {
        long silent = set.sounds().stream().filter(sound -> sound.rms() == 0).count();
        if (silent > 0) {
            observer.missing(silent + " of " + set.sounds().size() + " clips of " + set.name()
                    + " are silent: they have no descriptors");
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

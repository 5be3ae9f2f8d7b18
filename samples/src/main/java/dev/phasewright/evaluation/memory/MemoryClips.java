package dev.phasewright.evaluation.memory;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Voices;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Few clips out of many: those that small networks learn from, chosen so that fewer are always among more. */
final class MemoryClips {
    /** Held-out clips that a loss is measured on. */
    private static final int HELD_OUT = 128;

    private final Path corpus;
    private final TrainingSplit split;
    private final long seed;

    /** @throws IOException if the corpus cannot be read */
    MemoryClips(Path corpus, long seed) throws IOException {
        this.corpus = corpus;
        this.split = TrainingSplit.in(corpus, seed);
        this.seed = seed;
    }

    /** All training clips. */
    Recordings train() {
        return split.train();
    }

    /** Some clips that nobody learns from, evenly spread. */
    Recordings heldOut() {
        Recordings held = split.validation();
        return held.with(Spread.over(held.items(), HELD_OUT));
    }

    /** Training clips that are not among the first so many, evenly spread; perhaps fewer than asked for. */
    Recordings others(int count, int most) {
        List<Recordings.Item> all = inTurns(train().items());
        return train().with(Spread.over(all.subList(count, all.size()), most));
    }

    /**
     * The first clips of all in an order drawn once, in which classes take turns.
     *
     * @throws IOException if there are not as many
     */
    Recordings first(int count) throws IOException {
        requireAll(count, train().items().size(), "training clips");
        return train().with(inTurns(train().items()).subList(0, count));
    }

    private void requireAll(int count, int most, String what) throws IOException {
        if (most < count) {
            throw new IOException(
                    corpus + ": has " + most + " " + what + ", not " + count + "; ask for fewer by --clips");
        }
    }

    private List<Recordings.Item> inTurns(List<Recordings.Item> items) {
        return RecordedClips.inTurns(items, seed, "memory");
    }

    /** Whether the corpus tells of all training clips who speaks. */
    boolean areSpeakersKnown() throws IOException {
        return speakers().areToldOf(train().items());
    }

    private Speakers speakers() throws IOException {
        return Speakers.of(corpus, train(), List.of(Voices.COLUMN));
    }

    /**
     * Two sets of as many clips that have none in common.
     *
     * @param bySpeaker whether they have no speaker in common, either
     * @throws IOException if there are not as many
     */
    List<Recordings> halves(int each, boolean bySpeaker) throws IOException {
        if (!bySpeaker) {
            requireAll(2 * each, train().items().size(), "training clips");
            List<Recordings.Item> items = inTurns(train().items()).subList(0, 2 * each);
            // Not every other clip, which would be of every other class.
            return List.of(train().with(items.subList(0, each)), train().with(items.subList(each, 2 * each)));
        }
        Speakers speakers = speakers();
        Map<String, List<Recordings.Item>> bySpeakers = new LinkedHashMap<>();
        inTurns(train().items()).forEach(item -> bySpeakers
                .computeIfAbsent(speakers.of(item), s -> new ArrayList<>())
                .add(item));
        List<List<Recordings.Item>> groups = new ArrayList<>(bySpeakers.values());
        List<Recordings> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int own = half;
            List<Recordings.Item> items = IntStream.range(0, groups.size())
                    .filter(g -> g % 2 == own)
                    .mapToObj(groups::get)
                    .flatMap(List::stream)
                    .toList();
            requireAll(each, items.size(), "training clips by every other speaker");
            halves.add(train().with(inTurns(items).subList(0, each)));
        }
        return halves;
    }

    /** Clips as a network sees them: each from its beginning, cut or padded with silence. */
    static List<LogMel> read(LogMelDataset data, int frames) {
        MelSpec features = data.spec();
        return IntStream.range(0, data.size())
                .mapToObj(i -> {
                    float[] clip = new float[frames * features.bands()];
                    data.copy(i, 0, frames, clip, 0);
                    return new LogMel(features, clip);
                })
                .toList();
    }
}

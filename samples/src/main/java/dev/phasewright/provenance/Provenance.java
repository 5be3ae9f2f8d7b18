package dev.phasewright.provenance;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings.Item;
import dev.phasewright.data.Spread;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.provenance.Receipt.Nearest;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the recordings nearest to sounds by {@link Memorization#copies}, which is deaf to level, place in time and mild
 * filters. Whether a sound is so near that it is called a copy is told by the recordings themselves ({@link Closeness}): as
 * near as the nearest hundredth of them are to each other.
 */
public final class Provenance {
    /** Recordings that are compared with their fellows, at most. */
    private static final int FELLOWS = 1000;

    private final LearnedFrom learned;
    private final MelSpec features;
    private final ProgressDisplay display;

    /**
     * A search.
     *
     * @param learned what is searched
     * @param features what is compared, at best those of the model
     * @param display shows how far it is
     */
    public Provenance(LearnedFrom learned, MelSpec features, ProgressDisplay display) {
        this.learned = learned;
        this.features = features;
        this.display = display;
    }

    /**
     * The recordings nearest to each of some sounds.
     *
     * @param sounds by their names, at least one; any rate and number of channels
     * @throws IOException if not one recording can be read
     */
    @SuppressWarnings("StreamToIterable") // It is read once.
    public Receipt of(Map<String, Audio> sounds) throws IOException {
        List<Item> all = learned.recordings().items();
        List<Item> some = Spread.over(all, FELLOWS);
        List<LogMel> queries = new ArrayList<>();
        sounds.values().forEach(sound -> queries.add(LogMelDataset.features(sound, features)));
        List<Item> read = new ArrayList<>();
        NearestClips found;
        try (ProgressDisplay.Task bar = display.start("comparing", all.size() + some.size(), "recordings")) {
            clips(some, bar, new ArrayList<>()).forEach(queries::add);
            if (queries.size() == sounds.size()) {
                throw new IOException(learned.folder() + ": not one of " + some.size()
                        + " recordings could be read; give a folder of sound files");
            }
            found = Memorization.copies(queries, clips(all, done -> bar.at(some.size() + done), read)::iterator);
        }
        // Alone, a recording has no fellow to tell what is near.
        @Nullable NearestClips fellows = read.size() < 2 ? null : found.of(sounds.size(), queries.size());
        List<Receipt.Line> lines = new ArrayList<>();
        for (String name : sounds.keySet()) {
            NearestClips one = found.of(lines.size(), lines.size() + 1);
            boolean copy = fellows != null
                    && Closeness.of(one, one, fellows).generated().copied() > 0;
            lines.add(new Receipt.Line(name, copy, nearest(one, read)));
        }
        return new Receipt(learned.folder().toString(), read.size(), all.size() - read.size(), lines);
    }

    /** The features of those that can be read, one after the other, and which these are. */
    private Stream<LogMel> clips(List<Item> items, ProgressObserver progress, List<Item> read) {
        int[] done = {0};
        return items.stream().flatMap(item -> {
            progress.at(++done[0]);
            try {
                LogMel clip = LogMelDataset.features(SoundFile.read(item.file()), features);
                read.add(item);
                return Stream.of(clip);
            } catch (IOException e) {
                return Stream.empty();
            }
        });
    }

    private List<Nearest> nearest(NearestClips found, List<Item> read) {
        List<Nearest> nearest = new ArrayList<>();
        for (int rank = 0; rank < NearestClips.RANKS && found.index(0, rank) >= 0; rank++) {
            Item item = read.get(found.index(0, rank));
            Map<String, String> facts = learned.facts().getOrDefault(item, Map.of());
            nearest.add(new Nearest(
                    found.distances(rank)[0],
                    learned.path(item),
                    facts.getOrDefault("licence", ""),
                    facts.getOrDefault("author", ""),
                    facts.getOrDefault("package", ""),
                    facts.getOrDefault("source", "")));
        }
        return nearest;
    }
}

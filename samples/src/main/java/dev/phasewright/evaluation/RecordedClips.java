package dev.phasewright.evaluation;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The features of recordings, read a few at a time as they are asked for: a training set of any size goes by without
 * filling memory or disk. A file that cannot be read ends it, with an {@link UncheckedIOException}.
 */
public final class RecordedClips implements Iterable<LogMel> {
    private static final int CHUNK = 128;

    private final List<Recordings.Item> items;
    private final MelSpec features;
    private final ProgressObserver progress;

    /**
     * The features of some recordings.
     *
     * @param items the recordings, in the order in which they are read
     * @param features what is kept of each
     * @param progress told of each that is handed on
     */
    public RecordedClips(List<Recordings.Item> items, MelSpec features, ProgressObserver progress) {
        this.items = items;
        this.features = features;
        this.progress = progress;
    }

    /**
     * Draws recordings, as many of each class as of any other.
     *
     * @throws IOException if there are not enough; the message says how many there are
     */
    public static List<Recordings.Item> draw(Recordings recordings, int count, long seed) throws IOException {
        int most = most(recordings);
        if (most < count) {
            throw new IOException(recordings.root() + ": has " + most + " clips, equally many of each class, not "
                    + count + "; evaluate with --count " + most);
        }
        return inTurns(recordings.items(), seed, "draw").subList(0, count);
    }

    /**
     * All recordings in an order in which classes take turns, as long as they have any; that within a class is drawn.
     *
     * @param purpose of the order; for another it is another
     */
    public static List<Recordings.Item> inTurns(List<Recordings.Item> items, long seed, String purpose) {
        Map<Integer, List<Recordings.Item>> byClass = byClass(items);
        byClass.forEach((c, some) -> Collections.shuffle(some, new Random(Seeds.key(seed, purpose, c))));
        List<Recordings.Item> all = new ArrayList<>(items.size());
        for (int i = 0; all.size() < items.size(); i++) {
            int round = i;
            byClass.values().stream().filter(some -> round < some.size()).forEach(some -> all.add(some.get(round)));
        }
        return all;
    }

    private static Map<Integer, List<Recordings.Item>> byClass(List<Recordings.Item> items) {
        Map<Integer, List<Recordings.Item>> byClass = new TreeMap<>();
        items.forEach(item -> byClass.computeIfAbsent(item.classIndex(), c -> new ArrayList<>())
                .add(item));
        return byClass;
    }

    /** How many there are if each class is to have as many as any other. */
    public static int most(Recordings recordings) {
        Map<Integer, List<Recordings.Item>> byClass = byClass(recordings.items());
        return byClass.values().stream().mapToInt(List::size).min().orElse(0) * byClass.size();
    }

    /** The features of some recordings, all of them at once; {@code task} is what the display calls it. */
    public static List<LogMel> read(
            String task, List<Recordings.Item> items, MelSpec features, ProgressDisplay display) {
        try (ProgressDisplay.Task bar = display.start(task, items.size(), "files")) {
            return new RecordedClips(items, features, bar).toList();
        }
    }

    /** All of them at once. */
    public List<LogMel> toList() {
        List<LogMel> all = new ArrayList<>(items.size());
        forEach(all::add);
        return all;
    }

    @Override
    public Iterator<LogMel> iterator() {
        return new Iterator<>() {
            private List<LogMel> chunk = List.of();
            private int chunkStart;
            private int place;

            @Override
            public boolean hasNext() {
                return place < items.size();
            }

            @Override
            public LogMel next() {
                if (place == chunkStart + chunk.size()) {
                    chunkStart = place;
                    chunk = read(items.subList(place, Math.min(items.size(), place + CHUNK)));
                }
                progress.at(place + 1L);
                return chunk.get(place++ - chunkStart);
            }
        };
    }

    private List<LogMel> read(List<Recordings.Item> some) {
        Stream<Path> files = some.parallelStream().map(Recordings.Item::file);
        return files.map(this::read).toList();
    }

    private LogMel read(Path file) {
        try {
            return LogMelDataset.features(SoundFile.read(file), features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

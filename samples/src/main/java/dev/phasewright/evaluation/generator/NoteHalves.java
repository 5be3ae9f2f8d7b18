package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Two halves of recordings of single notes with the same notes in both: the clip at a place in one is of the same
 * instrument and pitch as the clip at that place in the other. A set of other notes would be apart from them for its
 * notes alone.
 *
 * @param first one half
 * @param second the other
 */
record NoteHalves(List<Recordings.Item> first, List<Recordings.Item> second) {
    /**
     * Divides recordings; the first pairs of clips are of as many notes as there are. Of recordings of which one is not
     * known to be a single note the halves are empty.
     */
    static NoteHalves of(List<Recordings.Item> items, long seed) {
        Map<String, List<Recordings.Item>> byNote = new TreeMap<>();
        for (Recordings.Item item : items) {
            if (item.pitch() < 0) {
                return new NoteHalves(List.of(), List.of());
            }
            byNote.computeIfAbsent(item.classIndex() + " " + item.pitch(), note -> new ArrayList<>())
                    .add(item);
        }
        List<List<Recordings.Item>> notes = new ArrayList<>(byNote.values());
        Random random = new Random(Seeds.key(seed, "halves", 0));
        Collections.shuffle(notes, random);
        notes.forEach(clips -> Collections.shuffle(clips, random));
        int most = notes.stream().mapToInt(List::size).max().orElse(0);
        NoteHalves halves = new NoteHalves(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i + 1 < most; i += 2) {
            for (List<Recordings.Item> clips : notes) {
                if (i + 1 < clips.size()) {
                    halves.first.add(clips.get(i));
                    halves.second.add(clips.get(i + 1));
                }
            }
        }
        return halves;
    }

    /** The number of clips of each half. */
    int size() {
        return first.size();
    }
}

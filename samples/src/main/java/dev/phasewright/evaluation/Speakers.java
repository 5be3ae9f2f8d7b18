package dev.phasewright.evaluation;

import dev.phasewright.data.Recordings;
import dev.phasewright.judge.Groups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who speaks in each recording of a corpus, as its manifest tells it.
 *
 * @param byFile names; of files that the manifest does not tell of there are none
 */
public record Speakers(Map<Path, String> byFile) {
    /**
     * Reads the manifest.
     *
     * @param columns of it that say who speaks
     * @throws IOException if there is one that cannot be read
     */
    public static Speakers of(Path corpus, Recordings recordings, List<String> columns) throws IOException {
        Recordings told = recordings.by(corpus, columns);
        Map<Path, String> names = new HashMap<>();
        told.items().forEach(item -> names.put(item.file(), told.classes().get(item.classIndex())));
        return new Speakers(names);
    }

    /** Whether it is told of all these. */
    public boolean areToldOf(List<Recordings.Item> items) {
        return items.stream().allMatch(item -> byFile.containsKey(item.file()));
    }

    /** Who speaks in one. */
    public String of(Recordings.Item item) {
        String name = byFile.get(item.file());
        return name == null ? item.name() : name;
    }

    /** Recordings of one speaker together; each by itself of which it is not told. */
    public Groups groups(List<Recordings.Item> items) {
        return Groups.of(items.stream().map(this::of).toList());
    }
}

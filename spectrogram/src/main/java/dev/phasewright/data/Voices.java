package dev.phasewright.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Whose voices are heard in some recordings, as their corpus's manifest tells in its column {@code variant} or {@code
 * voice}. A model remembers those that it learned from, so that it can be told when it is tested on them.
 *
 * @param known whether it is known; if not, there are no names
 * @param names the voices
 */
public record Voices(boolean known, NavigableSet<String> names) {
    /** The name under which an origin has them. */
    public static final String ORIGIN = "voices";

    /** The column of a manifest that tells who speaks, if nothing else is said. */
    public static final String COLUMN = "variant";

    private static final Voices UNKNOWN = new Voices(false, new TreeSet<>());
    private static final String SEPARATOR = ", ";
    private static final List<String> COLUMNS = List.of(COLUMN, "voice");

    /** Copies the names. */
    public Voices {
        names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
    }

    /**
     * Those of some recordings; unknown if not one manifest tells of them.
     *
     * @param corpora the folders that may have manifests
     * @throws RecordingsException if a manifest is damaged
     * @throws IOException if it cannot be read
     */
    public static Voices of(Recordings recordings, List<Path> corpora) throws IOException {
        NavigableSet<String> names = new TreeSet<>();
        for (Path corpus : corpora) {
            for (String column : COLUMNS) {
                names.addAll(recordings.by(corpus, List.of(column)).classes());
            }
        }
        return names.isEmpty() ? UNKNOWN : new Voices(true, names);
    }

    /** Those that a model's origin has; unknown if it has none. */
    public static Voices remembered(Map<String, String> origin) {
        String names = origin.getOrDefault(ORIGIN, "");
        return names.isEmpty() ? UNKNOWN : new Voices(true, new TreeSet<>(List.of(names.split(SEPARATOR, -1))));
    }

    /** These and others; unknown if either are. */
    public Voices and(Voices others) {
        if (!known || !others.known) {
            return UNKNOWN;
        }
        NavigableSet<String> both = new TreeSet<>(names);
        both.addAll(others.names);
        return new Voices(true, both);
    }

    /** Those of these that are among others, too. */
    public List<String> among(Voices others) {
        return names.stream().filter(others.names::contains).toList();
    }

    /** As an origin has them. */
    @Override
    public String toString() {
        return String.join(SEPARATOR, names);
    }
}

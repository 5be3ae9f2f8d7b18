package dev.phasewright.data;

import dev.phasewright.audio.file.CanonicalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of sound files as training data: each sub-folder is a class of that name; without sub-folders there are no
 * classes. Files are found by their ending, in any depth, in the order of their paths; hidden ones are left alone, and so is
 * a link that leads back to a folder it lies in, whose files would be found again and again. Classes are known by their
 * {@link CanonicalName}s.
 *
 * @param root the folder, or the first of several
 * @param classes the classes' names in alphabetical order; empty if there are no sub-folders
 * @param items the files
 */
public record Recordings(Path root, List<String> classes, List<Item> items) {
    private static final Set<String> ENDINGS =
            Set.of("wav", "wave", "aif", "aiff", "aifc", "au", "snd", "flac", "mp3", "ogg", "oga");

    /**
     * One file.
     *
     * @param file its path
     * @param classIndex its class's index, or −1 without classes
     * @param name its path within the folder it was found in, with slashes
     * @param pitch the pitch of its note as MIDI counts, or −1 if it is not known to be a single note
     */
    public record Item(Path file, int classIndex, String name, int pitch) {}

    /** Copies the lists. */
    public Recordings {
        classes = List.copyOf(classes);
        items = List.copyOf(items);
    }

    /**
     * Finds the files of a folder.
     *
     * @throws RecordingsException if it is no folder, there is no sound file in it, or there are sound files both
     *     beside and in its sub-folders, so that some would have a class and some not
     * @throws IOException if it cannot be read
     */
    public static Recordings in(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new RecordingsException(root + ": " + (Files.exists(root) ? "not a folder" : "no such folder")
                    + "; give a folder of sound files");
        }
        List<Path> above = List.of(root.toRealPath());
        List<String> classes = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (Path folder : list(root)) {
            List<Path> files = Files.isDirectory(folder) ? soundFiles(folder, above) : List.of();
            if (!files.isEmpty()) {
                String name = CanonicalName.of(folder.getFileName().toString());
                if (!classes.contains(name)) {
                    classes.add(name);
                }
                files.forEach(f -> items.add(item(root, f, classes.indexOf(name))));
            }
        }
        List<Path> beside = list(root).stream().filter(Recordings::isSound).toList();
        if (!classes.isEmpty() && !beside.isEmpty()) {
            throw new RecordingsException(root + ": " + beside.size() + " sound files (first: "
                    + beside.get(0).getFileName() + ") lie beside the class folders " + String.join(", ", classes)
                    + "; move them into a folder of their class");
        }
        beside.forEach(f -> items.add(item(root, f, -1)));
        if (items.isEmpty()) {
            throw new RecordingsException(root + ": no sound files in it (looked for "
                    + String.join(", ", ENDINGS.stream().sorted().toList()) + ")");
        }
        return new Recordings(root, classes, items);
    }

    private static Item item(Path root, Path file, int classIndex) {
        return new Item(file, classIndex, slashes(root.relativize(file)), -1);
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** The same with the pitches that a corpus's manifest has for them. */
    Recordings withPitches(Path corpus, Map<String, Integer> pitches) {
        return with(items.stream()
                .map(item -> new Item(
                        item.file,
                        item.classIndex,
                        item.name,
                        pitches.getOrDefault(CanonicalName.of(slashes(corpus.relativize(item.file))), -1)))
                .toList());
    }

    /** The range of the pitches of all files; none if one of them is not known. */
    public PitchRange pitches() {
        IntSummaryStatistics pitches = items.stream().mapToInt(Item::pitch).summaryStatistics();
        return items.isEmpty() || pitches.getMin() < 0
                ? PitchRange.NONE
                : new PitchRange(pitches.getMin(), pitches.getMax());
    }

    /**
     * Several folders as one: classes of the same name are the same class.
     *
     * @param parts at least one; the result has the first one's root
     * @throws RecordingsException if some have classes and some not
     */
    static Recordings joined(List<Recordings> parts) throws RecordingsException {
        List<String> names = parts.stream()
                .flatMap(p -> p.classes.stream())
                .distinct()
                .sorted()
                .toList();
        List<Item> all = new ArrayList<>();
        for (Recordings part : parts) {
            if (part.classes.isEmpty() != names.isEmpty()) {
                throw new RecordingsException(part.root + ": has no class folders, other folders given have "
                        + String.join(", ", names) + "; put its files into a folder of their class");
            }
            for (Item item : part.items) {
                int index = item.classIndex < 0 ? -1 : names.indexOf(part.classes.get(item.classIndex));
                all.add(new Item(item.file, index, item.name, item.pitch));
            }
        }
        return new Recordings(parts.get(0).root, names, all);
    }

    /**
     * The same files in the classes that a corpus's manifest tells, such as who speaks.
     *
     * @param corpus the folder with the manifest
     * @param columns its columns that make up a class's name, joined by hyphens
     * @return the files that it tells of; none if there is no manifest or it has not these columns
     * @throws RecordingsException if the manifest is damaged
     * @throws IOException if it cannot be read
     */
    public Recordings by(Path corpus, List<String> columns) throws IOException {
        Map<String, String> labels = Manifest.labels(corpus, columns);
        Map<Item, String> told = new LinkedHashMap<>();
        for (Item item : items) {
            String label = labels.get(CanonicalName.of(slashes(corpus.relativize(item.file))));
            if (label != null) {
                told.put(item, label);
            }
        }
        List<String> names = told.values().stream().distinct().sorted().toList();
        List<Item> classed = new ArrayList<>();
        told.forEach((item, label) -> classed.add(new Item(item.file, names.indexOf(label), item.name, item.pitch)));
        return new Recordings(root, names, classed);
    }

    /**
     * What a corpus's manifest says of these files.
     *
     * @param corpus the folder with the manifest
     * @return of each file that it tells of, the cells of its row by their columns' names
     * @throws RecordingsException if the manifest is damaged
     * @throws IOException if it cannot be read
     */
    public Map<Item, Map<String, String>> facts(Path corpus) throws IOException {
        Map<String, Map<String, String>> rows = Manifest.facts(corpus);
        Map<Item, Map<String, String>> facts = new LinkedHashMap<>();
        for (Item item : items) {
            Map<String, String> row = rows.get(CanonicalName.of(slashes(corpus.relativize(item.file))));
            if (row != null) {
                facts.put(item, row);
            }
        }
        return facts;
    }

    /**
     * The same files counted by other class names.
     *
     * @param names these classes' names and perhaps others, in an order of their own
     * @throws IllegalArgumentException if one of these classes is not among them
     */
    public Recordings within(List<String> names) {
        for (String name : classes) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no class " + name + " among " + names);
            }
        }
        List<Item> counted = items.stream()
                .map(item -> item.classIndex < 0
                        ? item
                        : new Item(item.file, names.indexOf(classes.get(item.classIndex)), item.name, item.pitch))
                .toList();
        return new Recordings(root, names, counted);
    }

    /**
     * The same files as one class.
     *
     * @throws IllegalStateException if they have classes
     */
    public Recordings as(String name) {
        if (!classes.isEmpty()) {
            throw new IllegalStateException(root + " has the classes " + classes);
        }
        List<Item> named = items.stream()
                .map(item -> new Item(item.file, 0, item.name, item.pitch))
                .toList();
        return new Recordings(root, List.of(name), named);
    }

    /** The same folder with other items. */
    public Recordings with(List<Item> chosen) {
        return new Recordings(root, classes, chosen);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(
                            p -> CanonicalName.of(p.getFileName().toString())))
                    .toList();
        }
    }

    /** The sound files of a folder, unless it is one of those above it, by way of a link. */
    private static List<Path> soundFiles(Path folder, List<Path> above) throws IOException {
        Path real = folder.toRealPath();
        if (above.stream().anyMatch(upper -> upper.startsWith(real))) {
            return List.of();
        }
        List<Path> chain = new ArrayList<>(above);
        chain.add(real);
        List<Path> files = new ArrayList<>();
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry)) {
                files.addAll(soundFiles(entry, chain));
            } else if (isSound(entry)) {
                files.add(entry);
            }
        }
        return files;
    }

    private static boolean isSound(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0
                && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
                && !Files.isDirectory(file);
    }
}

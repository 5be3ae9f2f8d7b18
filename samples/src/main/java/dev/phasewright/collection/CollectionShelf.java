package dev.phasewright.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.phasewright.collection.CollectionException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All collections of a folder. One at a time is learned from. Safe for use by several threads. */
public final class CollectionShelf implements AutoCloseable {
    private static final int LONGEST_TITLE = 80;

    private final Path folder;
    private final CollectionLimits limits;
    private final Map<String, SoundCollection> all = new TreeMap<>();

    /**
     * Those that lie in a folder, which is made with the first; what was being learned and is no longer can go on.
     *
     * @throws IOException if the folder cannot be read
     */
    public CollectionShelf(Path folder, CollectionLimits limits) throws IOException {
        this.folder = folder;
        this.limits = limits;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path each : entries.toList()) {
                    if (Files.isRegularFile(each.resolve(SoundCollection.DESCRIPTION))) {
                        open(each);
                    }
                }
            }
        }
    }

    /** What is damaged is no collection any more, and is left where it lies. */
    private void open(Path each) throws IOException {
        try {
            all.put(each.getFileName().toString(), SoundCollection.open(each, limits));
        } catch (JsonProcessingException e) {
            // Whoever misses it looks for its file.
        }
    }

    /** What they may take. */
    public CollectionLimits limits() {
        return limits;
    }

    /** All there are, in the order of their names. */
    public synchronized List<SoundCollection> all() {
        return new ArrayList<>(all.values());
    }

    /**
     * The collection of a name.
     *
     * @throws CollectionException if there is none
     */
    public synchronized SoundCollection find(String name) throws CollectionException {
        SoundCollection found = all.get(name);
        if (found == null) {
            throw new CollectionException(Reason.UNKNOWN, "there is no collection of that name (any more)");
        }
        return found;
    }

    /**
     * Makes an empty collection.
     *
     * @param title what it is to be called; its name is made of that
     * @param taken names that it must not have
     * @throws CollectionException if there are as many as may be, or the disk has no room
     */
    public synchronized SoundCollection begin(String title, Predicate<String> taken) throws IOException {
        if (all.size() >= limits.collections()) {
            throw new CollectionException(
                    Reason.FULL,
                    "there are " + limits.collections() + " collections, the most that are kept; delete one");
        }
        Files.createDirectories(folder);
        SampleFolder.requireRoom(folder, limits, 0);
        String told = title.strip().replaceAll("\\p{Cntrl}", " ");
        told = told.substring(0, Math.min(LONGEST_TITLE, told.length()));
        String plain = PlainName.of(told, "sounds");
        String name = PlainName.free(writable(plain), each -> taken.test(each) || Files.exists(folder.resolve(each)));
        SoundCollection made = SoundCollection.begin(folder.resolve(name), told.isEmpty() ? name : told, limits);
        all.put(name, made);
        return made;
    }

    /** A name that this system's files can be called by. */
    private String writable(String plain) {
        try {
            return folder.resolve(plain).getFileName().toString();
        } catch (InvalidPathException e) {
            return "sounds";
        }
    }

    /**
     * Begins to learn from a collection, or goes on where the same lesson was stopped.
     *
     * @throws CollectionException if another is being learned from, it has too few samples, or the disk has no room
     */
    public synchronized void learn(SoundCollection collection, Lesson lesson) throws IOException {
        for (SoundCollection other : all.values()) {
            if (other.isBusy()) {
                throw new CollectionException(
                        Reason.LEARNING,
                        (other == collection ? "it" : "\"" + other.title() + "\"")
                                + " is being learned from; wait for its end, or stop that first");
            }
        }
        collection.learn(lesson);
    }

    /** Removes a collection with all that is in it, whatever is under way. */
    public synchronized void remove(SoundCollection collection) throws IOException {
        all.remove(collection.name());
        collection.remove();
    }

    /** Stops what is being learned, with a checkpoint to go on from. */
    @Override
    public void close() {
        all().forEach(SoundCollection::stopAndWait);
    }
}

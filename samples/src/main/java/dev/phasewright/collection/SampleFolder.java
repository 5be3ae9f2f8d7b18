package dev.phasewright.collection;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.collection.CollectionException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The samples of a collection: WAV files of one channel, a folder a class. To be used by one thread at a time. */
final class SampleFolder {
    private static final double SHORTEST = 0.02;
    /** What no sample is louder than is silence. */
    private static final double SILENCE = 1e-3;

    private static final String ENDING = ".wav";

    private final Path folder;
    private final CollectionLimits limits;
    private final Map<String, Integer> classes = new TreeMap<>();
    private long bytes;

    /** Those of a folder that is there. */
    SampleFolder(Path folder, CollectionLimits limits) throws IOException {
        this.folder = folder;
        this.limits = limits;
        try (Stream<Path> entries = Files.walk(folder, 2)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(ENDING)) {
                    classes.merge(file.getParent().getFileName().toString(), 1, Integer::sum);
                    bytes += Files.size(file);
                }
            }
        }
    }

    /** How many there are of each class. */
    Map<String, Integer> classes() {
        return new TreeMap<>(classes);
    }

    /** What those of each class are called, in order. */
    Map<String, List<String>> names() throws IOException {
        Map<String, List<String>> names = new TreeMap<>();
        for (String className : classes.keySet()) {
            names.put(className, names(className));
        }
        return names;
    }

    private List<String> names(String className) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(className))) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .map(SampleFolder::nameOf)
                    .sorted()
                    .toList();
        }
    }

    /**
     * The file of a sample. It is looked for among those that are there, whatever the names say that anybody gives.
     *
     * @throws CollectionException if there is none
     */
    Path find(String className, String name) throws IOException {
        if (!classes.containsKey(className) || !names(className).contains(name)) {
            throw new CollectionException(Reason.UNKNOWN, "there is no such sample; it may have been deleted already");
        }
        return folder.resolve(className).resolve(name + ENDING);
    }

    /**
     * Removes a sample, and its class with the last one.
     *
     * @throws CollectionException if there is none
     */
    void remove(String className, String name) throws IOException {
        Path file = find(className, name);
        long freed = Files.size(file);
        Files.delete(file);
        bytes -= freed;
        classes.merge(className, -1, Integer::sum);
        if (classes.remove(className, 0)) {
            try {
                Files.delete(folder.resolve(className));
            } catch (DirectoryNotEmptyException e) {
                // What else somebody keeps there is not ours.
            }
        }
    }

    /** How many there are. */
    int count() {
        return classes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What a sample is called. */
    static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    /**
     * Adds a sample, unless the very same is there already.
     *
     * @return its file
     * @throws CollectionException if it is silent or too short, or there is no room for it
     */
    Path add(String className, String name, Audio sound) throws IOException {
        if (sound.seconds() < SHORTEST) {
            throw new CollectionException(Reason.UNFIT, "the sound is shorter than " + SHORTEST + " s");
        }
        if (sound.peak() < SILENCE) {
            throw new CollectionException(Reason.UNFIT, "the sound is silent");
        }
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        SoundFile.write(sound.toMono(), wav, SampleFormat.PCM_16);
        Path of = folderOf(PlainName.of(className, "sound"));
        String plain = of.getFileName().toString();
        Path first = fileOf(of, PlainName.of(name.replaceFirst("\\.[^.]*$", ""), "sample"));
        if (Files.exists(first) && Arrays.equals(Files.readAllBytes(first), wav.toByteArray())) {
            return first;
        }
        if (count() >= limits.samples()) {
            throw full(limits.samples() + " samples");
        }
        if (!classes.containsKey(plain) && classes.size() >= limits.classes()) {
            throw full(limits.classes() + " classes");
        }
        if (bytes + wav.size() > limits.bytes()) {
            throw full((limits.bytes() >> 20) + " MB of samples");
        }
        requireRoom(folder, limits, wav.size());
        Files.createDirectories(of);
        Path file = of.resolve(PlainName.free(nameOf(first), each -> Files.exists(of.resolve(each + ENDING))) + ENDING);
        AtomicFile.write(file, wav::writeTo);
        classes.merge(plain, 1, Integer::sum);
        bytes += wav.size();
        return file;
    }

    /** Of letters that this system's files cannot be called by, a number is made. */
    private Path folderOf(String plain) {
        try {
            return folder.resolve(plain);
        } catch (InvalidPathException e) {
            return folder.resolve("class-" + Integer.toHexString(plain.hashCode()));
        }
    }

    private static Path fileOf(Path of, String plain) {
        try {
            return of.resolve(plain + ENDING);
        } catch (InvalidPathException e) {
            return of.resolve("sample-" + Integer.toHexString(plain.hashCode()) + ENDING);
        }
    }

    private static CollectionException full(String what) {
        return new CollectionException(
                Reason.FULL, "the collection is full: it has " + what + ", the most that it takes");
    }

    /** @throws CollectionException if a disk has no room for so many bytes and some to spare */
    static void requireRoom(Path folder, CollectionLimits limits, long wanted) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < wanted + limits.spare()) {
            throw new CollectionException(
                    Reason.NO_ROOM,
                    "the disk has no room: " + (limits.spare() >> 20) + " MB are to stay free; make room there");
        }
    }
}

package dev.phasewright.corpus.drums;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of sound files, in any depth. */
final class SoundFolder {
    private static final Set<String> ENDINGS = Set.of("wav", "flac", "aif", "aiff", "ogg");
    private static final int MOST_CHANNELS = 2;

    private SoundFolder() {}

    /** The sounds in the order of their paths, each named by its path within the folder. */
    static List<DrumSound> sounds(Path root, String place) throws IOException {
        return files(root.resolve(place)).stream()
                .map(name -> new DrumSound(
                        place + "/" + name,
                        withoutEnding(name),
                        () -> read(root.resolve(place).resolve(name))))
                .toList();
    }

    /** The paths of the sound files within a folder, with slashes, in their order. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> ENDINGS.contains(
                            name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                    .sorted()
                    .toList();
        }
    }

    static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * Reads a file of a kit.
     *
     * @throws IOException if it is missing or damaged, or has more than two channels; the message is one line
     */
    static Audio read(Path file) throws IOException {
        Audio sound = SoundFile.read(file);
        if (sound.channels() > MOST_CHANNELS) {
            throw new IOException(file + ": has " + sound.channels()
                    + " channels, and a drum sound has one or two; install its package again");
        }
        return sound;
    }
}

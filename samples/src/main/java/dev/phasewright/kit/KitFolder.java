package dev.phasewright.kit;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.CanonicalName;
import dev.phasewright.midi.Pad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kit as a folder of sounds. The files of a pad lie in a sub-folder of its name ({@code kick/…}) or begin with its name
 * ({@code kick.wav}, {@code closed-hat-v2-r1.wav}); a kind of sound, such as {@code tom}, is a name too. Of {@code v2} in a
 * file's name the number is its layer, the softest first; the files of a layer take turns in the order of their names.
 */
public final class KitFolder {
    private static final Pattern WAV = Pattern.compile(".*\\.(wav|flac|aiff?|ogg)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LAYER = Pattern.compile("(?:^|[-_ ])v(\\d{1,3})(?=[-_ .])", Pattern.CASE_INSENSITIVE);
    private static final int MOST_CHANNELS = 2;

    private KitFolder() {}

    /**
     * Reads some pads of a kit; what is not asked for is not read.
     *
     * @param folder the kit
     * @param wanted the pads
     * @return a kit of these pads at the highest of their files' rates
     * @throws IOException if there is no such folder, a pad has no sound in it, or one cannot be read; the message is one
     *     line
     */
    public static DrumKit read(Path folder, Iterable<Pad> wanted) throws IOException {
        Map<String, List<Path>> files = files(folder);
        Map<Pad, List<List<Audio>>> pads = new EnumMap<>(Pad.class);
        int rate = 0;
        for (Pad pad : wanted) {
            List<Path> of = files.getOrDefault(pad.label(), files.get(pad.kin()));
            if (of == null) {
                throw new IOException(folder + ": has no " + pad.label() + " (sounds in a folder " + pad.kin()
                        + ", or files named " + pad.kin() + "….wav); it has " + String.join(", ", files.keySet()));
            }
            pads.put(pad, layers(of));
            for (List<Audio> layer : pads.get(pad)) {
                rate = Math.max(
                        rate, layer.stream().mapToInt(Audio::sampleRate).max().orElseThrow());
            }
        }
        return new DrumKit(struck(pads, rate));
    }

    /**
     * The pads that a kit has sounds for.
     *
     * @throws IOException if there is no such folder, or it cannot be read
     */
    public static Set<Pad> pads(Path folder) throws IOException {
        Map<String, List<Path>> files = files(folder);
        return Arrays.stream(Pad.values())
                .filter(pad -> files.containsKey(pad.label()) || files.containsKey(pad.kin()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Pad.class)));
    }

    /** The sound files by the name of their pad, in the order of their paths. */
    private static Map<String, List<Path>> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": " + (Files.exists(folder) ? "not a folder" : "no such folder")
                    + "; give a folder of drum sounds");
        }
        List<String> names = names();
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder, 2)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                if (WAV.matcher(file.toString()).matches()) {
                    Path inside = folder.relativize(file);
                    name(inside.getName(0).toString(), names)
                            .ifPresent(name -> files.computeIfAbsent(name, n -> new ArrayList<>())
                                    .add(file));
                }
            }
        }
        return files;
    }

    /**
     * The pad that a file's name begins with, or the first of the kind of sound that it begins with.
     *
     * @return nothing if it begins with neither
     */
    public static Optional<Pad> pad(Path file) {
        return name(file.getFileName().toString(), names()).flatMap(name -> Arrays.stream(Pad.values())
                .filter(pad -> pad.label().equals(name) || pad.kin().equals(name))
                .min(Comparator.comparing(pad -> !pad.label().equals(name))));
    }

    private static List<String> names() {
        return Arrays.stream(Pad.values())
                .flatMap(pad -> Stream.of(pad.label(), pad.kin()))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The longest of the names that a folder's or file's begins with. */
    private static Optional<String> name(String file, List<String> names) {
        String canonical = CanonicalName.of(file).toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
        return names.stream()
                .filter(name -> canonical.matches(Pattern.quote(name) + "(?![a-z]).*"))
                .findFirst();
    }

    private static List<List<Audio>> layers(List<Path> files) throws IOException {
        Map<Integer, List<Audio>> layers = new TreeMap<>();
        for (Path file : files) {
            Matcher layer = LAYER.matcher(file.getFileName().toString());
            Audio sound = SoundFile.read(file);
            if (sound.channels() > MOST_CHANNELS) {
                throw new IOException(file + ": has " + sound.channels() + " channels; give mono or stereo");
            }
            layers.computeIfAbsent(layer.find() ? Integer.parseInt(layer.group(1)) : 0, n -> new ArrayList<>())
                    .add(sound);
        }
        return List.copyOf(layers.values());
    }

    private static Map<Pad, List<List<Stroke>>> struck(Map<Pad, List<List<Audio>>> pads, int rate) {
        Map<Pad, List<List<Stroke>>> struck = new EnumMap<>(Pad.class);
        pads.forEach((pad, layers) -> struck.put(
                pad,
                layers.stream()
                        .map(layer -> layer.stream()
                                .map(sound -> Stroke.of(Resampler.resample(sound, rate)))
                                .toList())
                        .toList()));
        return struck;
    }
}

package dev.phasewright.kit;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.AtomicFolder;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.midi.Pad;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a kit as a folder, whole or not at all: each sound as a WAV file of 24 bits that begins with its stroke, named by
 * pad, layer and take ({@code snare-v2-r1.wav}), which is what {@link KitFolder} reads; and beside them what other programs
 * load.
 */
public final class KitWriter {
    /** Which other programs are to load the kit. */
    public enum Format {
        /** Samplers that read SFZ: {@code NAME.sfz}. */
        SFZ,
        /** The drum machine Hydrogen: {@code drumkit.xml}. */
        HYDROGEN
    }

    private static final String README = "README.md";

    private KitWriter() {}

    /**
     * What the file of a sound is called.
     *
     * @param layer from 0, the softest
     * @param take of the layer, from 0
     */
    public static String file(Pad pad, int layer, int take) {
        return String.format(Locale.ROOT, "%s-v%d-r%d.wav", pad.label(), layer + 1, take + 1);
    }

    /**
     * Writes a kit.
     *
     * @param kit the kit
     * @param label what is said of it
     * @param readme the text of its {@value #README}
     * @param formats who is to load it besides those that read WAV files
     * @param folder where it is to be; must not exist, or be empty
     * @throws IOException if there is something already, or the disk fails; then nothing is left behind
     */
    public static void write(DrumKit kit, KitLabel label, String readme, Set<Format> formats, Path folder)
            throws IOException {
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new IOException(folder + ": exists already; choose another folder for the kit");
        }
        Map<Pad, List<List<String>>> files = new TreeMap<>();
        try (AtomicFolder building = AtomicFolder.beside(folder)) {
            for (Map.Entry<Pad, List<List<Stroke>>> pad : new TreeMap<>(kit.pads()).entrySet()) {
                files.put(pad.getKey(), write(pad.getKey(), pad.getValue(), building.path()));
            }
            Files.writeString(building.path().resolve(README), readme);
            if (formats.contains(Format.SFZ)) {
                Files.writeString(building.path().resolve(label.name() + ".sfz"), SfzInstrument.of(label, files));
            }
            if (formats.contains(Format.HYDROGEN)) {
                Files.writeString(building.path().resolve("drumkit.xml"), HydrogenDrumkit.of(label, files));
            }
            building.finish(true);
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private static List<List<String>> write(Pad pad, List<List<Stroke>> layers, Path folder) throws IOException {
        String[][] files = new String[layers.size()][];
        for (int v = 0; v < files.length; v++) {
            files[v] = new String[layers.get(v).size()];
            for (int r = 0; r < files[v].length; r++) {
                files[v][r] = file(pad, v, r);
                SoundFile.write(layers.get(v).get(r).atOnce(), folder.resolve(files[v][r]), SampleFormat.PCM_24);
            }
        }
        return Arrays.stream(files).map(List::of).toList();
    }
}

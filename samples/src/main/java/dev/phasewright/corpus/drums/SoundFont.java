package dev.phasewright.corpus.drums;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Soundbank;
import javax.sound.midi.SoundbankResource;
import javax.sound.sampled.AudioInputStream;

/** The raw samples of a SoundFont 2 file: what was recorded, before its envelopes, filters and layers. */
final class SoundFont {
    /** How the left and the right sample of a sound are told apart; names are cut off after twenty characters. */
    private static final Pattern SIDE = Pattern.compile("\\s*\\([LR]\\)?$");

    private SoundFont() {}

    /** The samples in the order of the file, left and right as one. */
    static List<DrumSound> sounds(Path root, String place) throws IOException {
        Map<String, List<SoundbankResource>> samples = new LinkedHashMap<>();
        for (SoundbankResource resource : bank(root.resolve(place)).getResources()) {
            if (resource.getDataClass() == AudioInputStream.class) {
                String name = SIDE.matcher(resource.getName().strip()).replaceFirst("");
                samples.computeIfAbsent(name, n -> new ArrayList<>()).add(resource);
            }
        }
        List<DrumSound> sounds = new ArrayList<>();
        samples.forEach((name, sides) -> sounds.add(new DrumSound(place + "#" + name, name, () -> read(sides))));
        return sounds;
    }

    private static Soundbank bank(Path file) throws IOException {
        try {
            return MidiSystem.getSoundbank(file.toFile());
        } catch (InvalidMidiDataException | IOException e) {
            // Where the file ends too soon the JDK's reader has nothing to say.
            throw new IOException(file + ": not a SoundFont 2 file; install its package again", e);
        }
    }

    private static Audio read(List<SoundbankResource> sides) throws IOException {
        float[][] channels = new float[sides.size()][];
        int length = 0;
        int rate = 0;
        for (int i = 0; i < channels.length; i++) {
            Audio side = side(sides.get(i));
            channels[i] = side.channel(0);
            length = Math.max(length, side.length());
            rate = side.sampleRate();
        }
        for (int i = 0; i < channels.length; i++) {
            channels[i] = Arrays.copyOf(channels[i], length);
        }
        return Audio.of(channels, rate);
    }

    /** One sample. The JDK counts bytes where it promises frames, so that it is not asked how many there are. */
    private static Audio side(SoundbankResource sample) throws IOException {
        try (AudioInputStream stream = (AudioInputStream) sample.getData()) {
            byte[] bytes = stream.readAllBytes();
            int frames = bytes.length / stream.getFormat().getFrameSize();
            return SoundFile.read(new AudioInputStream(new ByteArrayInputStream(bytes), stream.getFormat(), frames));
        }
    }
}

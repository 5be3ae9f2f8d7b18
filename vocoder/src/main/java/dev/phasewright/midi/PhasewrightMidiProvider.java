package dev.phasewright.midi;

import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.spi.MidiDeviceProvider;

/**
 * The service by which {@code javax.sound.midi} finds a {@link PhasewrightSynthesizer} of each model of single notes; its
 * channel 10 plays the model {@code drums} if there is one.
 *
 * <p>Where there is such a model, {@code MidiSystem.getSynthesizer()} gives its synthesizer, the one of {@code notes-fast}
 * before all others, for Java asks the providers on the class path before its own: a program that plays MIDI plays generated
 * notes then. Java's own, or any other, is chosen by name:
 *
 * <pre>{@code
 * -Djavax.sound.midi.Synthesizer=#Gervill
 * }</pre>
 */
public final class PhasewrightMidiProvider extends MidiDeviceProvider {
    /** What is shipped; the student first, since fresh notes are drawn while others sound. */
    private static final List<String> SHIPPED = List.of("notes-fast", "notes");

    /** Made by the service loader. */
    public PhasewrightMidiProvider() {}

    @Override
    public MidiDevice.Info[] getDeviceInfo() {
        return models().stream().map(model -> new SynthesizerInfo(model.name())).toArray(MidiDevice.Info[]::new);
    }

    /** @throws IllegalArgumentException if it is not one of {@link #getDeviceInfo} */
    @Override
    public MidiDevice getDevice(MidiDevice.Info info) {
        return models().stream()
                .filter(model -> new SynthesizerInfo(model.name()).getName().equals(info.getName()))
                .findFirst()
                .map(notes -> new PhasewrightSynthesizer(
                        EnginePlan.of(notes, ClassDrums.usual().orElse(null))))
                .orElseThrow(() -> new IllegalArgumentException(info + " is no device of this provider"));
    }

    @Override
    public boolean isDeviceSupported(MidiDevice.Info info) {
        return info instanceof SynthesizerInfo;
    }

    /** Those that can be found by name; the packed ones of the class path only by the names of the shipped ones. */
    private static List<ClassNotes> models() {
        Set<String> names = new LinkedHashSet<>(SHIPPED);
        try {
            for (Path folder : ModelPath.all()) {
                names.add(folder.getFileName().toString());
            }
        } catch (IOException e) {
            // Whoever looks for devices must not fail for what this one lacks.
        }
        List<ClassNotes> models = new ArrayList<>();
        names.forEach(name -> add(models, name));
        return models;
    }

    private static void add(List<ClassNotes> models, String name) {
        try {
            models.add(ClassNotes.find(name));
        } catch (IOException e) {
            // No model of single notes, or a damaged one: it is told to whoever names it.
        }
    }
}

package dev.phasewright.midi;

import dev.phasewright.data.PitchRange;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sound.midi.Instrument;
import javax.sound.midi.Patch;
import javax.sound.midi.Soundbank;
import javax.sound.midi.SoundbankResource;
import org.jspecify.annotations.Nullable;

/** The classes of a model as instruments, at the programs that they have in General MIDI; the others after those. */
final class ClassSoundbank implements Soundbank {
    private final String model;
    private final List<String> classes;
    private final PitchRange pitches;
    private final Instrument[] instruments;

    ClassSoundbank(String model, List<String> classes, PitchRange pitches) {
        this.model = model;
        this.classes = List.copyOf(classes);
        this.pitches = pitches;
        this.instruments = new Instrument[classes.size()];
        for (int i = 0; i < instruments.length; i++) {
            String name = classes.get(i);
            instruments[i] = new ClassInstrument(this, GeneralMidi.program(name).orElse(i % 128), name, pitches);
        }
    }

    /** A class as an instrument. */
    private static final class ClassInstrument extends Instrument {
        private final PitchRange pitches;

        ClassInstrument(Soundbank bank, int program, String name, PitchRange pitches) {
            super(bank, new Patch(0, program), name, int[].class);
            this.pitches = pitches;
        }

        /** The lowest and the highest pitch, as MIDI counts: there are no samples to give. */
        @Override
        public Object getData() {
            return new int[] {pitches.lowest(), pitches.highest()};
        }
    }

    /** The pitches that each of them has. */
    PitchRange pitches() {
        return pitches;
    }

    /** Those of several patches, without those that are none. */
    List<Instrument> at(Patch[] patches) {
        return Arrays.stream(patches)
                .map(this::getInstrument)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Who plays a program. */
    String nameOf(int program) {
        return GeneralMidi.nearest(program, classes);
    }

    @Override
    public String getName() {
        return "Phasewright " + model;
    }

    @Override
    public String getVersion() {
        return "1";
    }

    @Override
    public String getVendor() {
        return "Phasewright";
    }

    @Override
    public String getDescription() {
        return "Instruments that were never recorded: notes drawn by the model " + model;
    }

    @Override
    public SoundbankResource[] getResources() {
        return new SoundbankResource[0];
    }

    @Override
    public Instrument[] getInstruments() {
        return instruments.clone();
    }

    @Override
    public @Nullable Instrument getInstrument(Patch patch) {
        for (Instrument instrument : instruments) {
            if (instrument.getPatch().getProgram() == patch.getProgram() && patch.getBank() == 0) {
                return instrument;
            }
        }
        return null;
    }
}

package dev.phasewright.midi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Sequencer;

/** What a MIDI keyboard is plugged into: the devices of this machine that send. */
public final class MidiPort {
    private MidiPort() {}

    /** Their names, in the system's order; empty if there are none. */
    public static List<String> names() {
        return inputs().stream().map(MidiPort::name).toList();
    }

    /**
     * The one port that is called so.
     *
     * @param name its name, or a part of it that no other has, in small letters or large
     * @return not open yet
     * @throws IOException if none or several are called so; the message says in one line which ports there are
     */
    public static MidiDevice find(String name) throws IOException {
        return find(name, inputs());
    }

    static MidiDevice find(String name, List<MidiDevice> inputs) throws IOException {
        String sought = name.toLowerCase(Locale.ROOT);
        List<MidiDevice> found = inputs.stream()
                .filter(device -> name(device).toLowerCase(Locale.ROOT).contains(sought))
                .toList();
        List<MidiDevice> exactly =
                found.stream().filter(device -> name(device).equals(name)).toList();
        if (!exactly.isEmpty()) {
            return exactly.get(0);
        }
        if (found.size() != 1) {
            String all = inputs.isEmpty()
                    ? "there is none on this machine; plug a keyboard in"
                    : "there are "
                            + String.join(
                                    ", ", inputs.stream().map(MidiPort::name).toList());
            throw new IOException(
                    (found.isEmpty() ? "no" : "more than one") + " MIDI port is called \"" + name + "\": " + all);
        }
        return found.get(0);
    }

    private static String name(MidiDevice device) {
        return device.getDeviceInfo().getName();
    }

    private static List<MidiDevice> inputs() {
        List<MidiDevice> inputs = new ArrayList<>();
        for (MidiDevice.Info info : MidiSystem.getMidiDeviceInfo()) {
            try {
                MidiDevice device = MidiSystem.getMidiDevice(info);
                if (device.getMaxTransmitters() != 0 && !(device instanceof Sequencer)) {
                    inputs.add(device);
                }
            } catch (MidiUnavailableException e) {
                // Another program has it.
            }
        }
        return inputs;
    }
}

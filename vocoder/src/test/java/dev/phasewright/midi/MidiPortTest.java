package dev.phasewright.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.sound.midi.MidiDevice;
import org.junit.jupiter.api.Test;

class MidiPortTest {
    private static MidiDevice device(String name) {
        MidiDevice.Info info = new MidiDevice.Info(name, "", "", "") {};
        return (MidiDevice) Proxy.newProxyInstance(
                MidiPortTest.class.getClassLoader(),
                new Class<?>[] {MidiDevice.class},
                (proxy, method, arguments) -> info);
    }

    private static String refused(String name, List<MidiDevice> inputs) {
        return assertThrows(IOException.class, () -> MidiPort.find(name, inputs))
                .getMessage();
    }

    @Test
    void aPortIsFoundByItsNameOrAPartThatNoOtherHas() throws IOException {
        MidiDevice large = device("USB Keys 61");
        MidiDevice small = device("USB Keys");
        List<MidiDevice> both = List.of(large, small);
        assertSame(large, MidiPort.find("61", both));
        assertSame(small, MidiPort.find("USB Keys", both), "its whole name");
        assertEquals(
                "more than one MIDI port is called \"usb\": there are USB Keys 61, USB Keys", refused("usb", both));
        assertEquals("no MIDI port is called \"x\": there are USB Keys 61, USB Keys", refused("x", both));
        assertEquals(
                "no MIDI port is called \"x\": there is none on this machine; plug a keyboard in",
                refused("x", List.of()));
    }
}

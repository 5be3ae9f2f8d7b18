package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.midi.MidiPort;
import dev.phasewright.midi.PhasewrightSynthesizer;
import java.util.Arrays;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Synthesizer;
import javax.sound.sampled.AudioInputStream;
import org.junit.jupiter.api.Test;

/** Generated notes by MIDI: the command, and what any Java program finds. */
class InstrumentTest {
    @Test
    void portsAreListedAndOneThatIsNotThereIsRefused() {
        Ran listed = Ran.phasewright("instrument");
        assertEquals(0, listed.status(), listed.err());
        assertEquals(MidiPort.names(), listed.out().lines().toList());
        Ran refused = Ran.phasewright("instrument", "--midi", "No such port");
        assertEquals(1, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("no MIDI port is called \"No such port\""), refused.err());
    }

    @Test
    void anyProgramFindsTheShippedInstruments() throws Exception {
        MidiDevice.Info found = Arrays.stream(MidiSystem.getMidiDeviceInfo())
                .filter(info -> info.getName().equals("Phasewright notes"))
                .findFirst()
                .orElseThrow();
        try (Synthesizer synthesizer = (Synthesizer) MidiSystem.getMidiDevice(found)) {
            assertEquals(49, synthesizer.getAvailableInstruments().length);
            assertEquals(32, synthesizer.getMaxPolyphony());
        }
        assertEquals(
                PhasewrightSynthesizer.class,
                MidiSystem.getSynthesizer().getClass(),
                "who asks for none in particular gets this one");
        System.setProperty(Synthesizer.class.getName(), "#Gervill");
        try {
            assertNotEquals(
                    PhasewrightSynthesizer.class, MidiSystem.getSynthesizer().getClass(), "unless told otherwise");
        } finally {
            System.clearProperty(Synthesizer.class.getName());
        }
    }

    @Test
    void aModelsNotesAreRendered() throws Exception {
        try (PhasewrightSynthesizer synthesizer =
                        PhasewrightSynthesizer.of(Tiny.noteModel().toString());
                AudioInputStream stream = synthesizer.openStream()) {
            Receiver receiver = synthesizer.getReceiver();
            receiver.send(new ShortMessage(ShortMessage.NOTE_ON, 0, 69, 100), 100_000);
            int rate = (int) synthesizer.format().getSampleRate();
            byte[] second = stream.readNBytes(rate * synthesizer.format().getFrameSize());
            int struck = rate / 10 * synthesizer.format().getFrameSize();
            byte[] silence = new byte[struck];
            assertTrue(Arrays.equals(silence, Arrays.copyOf(second, struck)), "nothing before it is struck");
            byte[] next = Arrays.copyOfRange(second, struck, struck + struck / 10);
            assertTrue(!Arrays.equals(new byte[next.length], next), "and within 10 ms it sounds");
        }
    }
}

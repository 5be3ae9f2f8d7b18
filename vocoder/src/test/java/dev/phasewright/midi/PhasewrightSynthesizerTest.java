package dev.phasewright.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Pitch;
import dev.phasewright.data.PitchRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Synthesizer;
import javax.sound.sampled.AudioInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rendered offline, by notes that are plain tones: a flute drawn 30 cents sharp, and a piano. */
class PhasewrightSynthesizerTest {
    private static final int RATE = 16_000;
    private static final int LEAD = RATE / 20;
    private static final int FLUTE = 73;
    private static final int DRUM_RATE = 44_100;

    private final List<String> drawn = new ArrayList<>();
    private PhasewrightSynthesizer synthesizer;
    private AudioInputStream stream;
    private Receiver receiver;

    @BeforeEach
    void open() throws MidiUnavailableException {
        open(null);
    }

    private void open(Engine.DrumOpening drums) throws MidiUnavailableException {
        synthesizer = new PhasewrightSynthesizer(new EnginePlan(
                new ClassSoundbank("tones", List.of("piano", "flute"), new PitchRange(48, 84)),
                new SynthesizerInfo("tones"),
                RATE,
                () -> this::draw,
                drums));
        stream = synthesizer.openStream();
        receiver = synthesizer.getReceiver();
    }

    @AfterEach
    void close() {
        synthesizer.close();
    }

    private List<Audio> draw(String instrument, List<Integer> pitches) {
        return pitches.stream()
                .map(pitch -> {
                    drawn.add(instrument + " " + pitch);
                    return tone(pitch + (instrument.equals("flute") ? 0.3 : 0));
                })
                .toList();
    }

    private static int place(Pad pad) {
        return List.of(Pad.values()).indexOf(pad);
    }

    /** Half a second of a tone that tells which pad it is and which take, from 200 Hz up, at a rate of its own. */
    private Audio hit(Pad pad, long seed) {
        drawn.add(pad.label() + " " + seed);
        float[] samples = new float[DRUM_RATE / 2];
        double step = 2 * Math.PI * (200 + 50 * place(pad) + 15 * seed) / DRUM_RATE;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.cos(step * i));
        }
        return Audio.mono(samples, DRUM_RATE);
    }

    /** Two seconds, after a silence. */
    private static Audio tone(double pitch) {
        float[] samples = new float[2 * RATE];
        double step = 2 * Math.PI * hertz(pitch) / RATE;
        for (int i = LEAD; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.cos(step * i) + 0.2 * Math.cos(2 * step * i));
        }
        return Audio.mono(samples, RATE);
    }

    private static double hertz(double pitch) {
        return 440 * Math.pow(2, (pitch - 69) / 12);
    }

    private void send(int command, int first, int second, double seconds) throws InvalidMidiDataException {
        receiver.send(new ShortMessage(command, 0, first, second), (long) (1e6 * seconds));
    }

    private Audio read(double seconds) throws IOException {
        byte[] bytes = stream.readNBytes(2 * (int) (seconds * RATE));
        float[] samples = new float[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8)) / 32768f;
        }
        return Audio.mono(samples, RATE);
    }

    private static Audio part(Audio sound, double from, double to) {
        return sound.slice((int) (from * RATE), (int) (to * RATE));
    }

    private void strike(int key, int velocity, double seconds) throws InvalidMidiDataException {
        receiver.send(new ShortMessage(ShortMessage.NOTE_ON, 9, key, velocity), (long) (1e6 * seconds));
        receiver.send(new ShortMessage(ShortMessage.NOTE_OFF, 9, key, 0), (long) (1e6 * (seconds + 0.01)));
    }

    private static void assertTone(double hertz, Audio sound, double from) {
        assertEquals(hertz, Pitch.median(part(sound, from, from + 0.15)).orElseThrow(), 5, "from " + from);
    }

    @Test
    void channelTenPlaysDrumsByTheMapEachStrokeAnotherTake() throws Exception {
        synthesizer.close();
        open(() -> this::hit);
        for (int i = 0; i < 5; i++) {
            strike(36, 127, 0.5 * i);
        }
        strike(40, 64, 2.5); // The electric snare.
        strike(34, 127, 3); // No key of the map.
        Audio sound = read(3.5);
        for (int i = 0; i < 5; i++) {
            assertTone(200 + 15 * (i % 4), sound, 0.5 * i + 0.05);
        }
        assertTone(350, sound, 2.55);
        assertEquals(0, part(sound, 3.05, 3.4).peak());
        double loud = part(sound, 0.1, 0.4).peak();
        assertEquals(0.43, loud, 0.04, "it rings on when its key is let go");
        assertEquals(0.254 * loud, part(sound, 2.6, 2.9).peak(), 0.02);
        assertEquals(List.of("kick 0", "kick 1", "kick 2", "kick 3", "snare-2 0"), drawn);
    }

    @Test
    void aClosedHatEndsAnOpenOne() throws Exception {
        synthesizer.close();
        open(() -> this::hit);
        strike(46, 100, 0);
        strike(42, 100, 0.2);
        Audio sound = read(0.5);
        assertTone(200 + 50 * place(Pad.OPEN_HAT), sound, 0.02);
        assertTone(200 + 50 * place(Pad.CLOSED_HAT), sound, 0.25);
    }

    @Test
    void freshHitsAreDrawnInTheBackgroundAndOldOnesTakeTurnsUntilThen() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        HitBank.Source source = (pad, seed) -> {
            if (seed > 0) {
                more.await();
            }
            return hit(pad, seed);
        };
        try (HitBank bank = new HitBank(source, RATE)) {
            assertNull(bank.now(Pad.KICK), "it is not there yet");
            StruckNote first = next(bank, null);
            assertSame(first, bank.now(Pad.KICK), "no other is there yet");
            more.countDown();
            assertNotSame(first, next(bank, first));
        }
    }

    /** Strikes until something else sounds. */
    private static StruckNote next(HitBank bank, StruckNote before) throws InterruptedException {
        StruckNote hit;
        while ((hit = bank.now(Pad.KICK)) == before) {
            Thread.sleep(5);
        }
        return hit;
    }

    private static int first(Audio sound) {
        float[] samples = sound.channel(0);
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] != 0) {
                return i;
            }
        }
        return samples.length;
    }

    @Test
    void aNoteSoundsAtItsPitchAndWithinTenMillisecondsOfItsTime() throws Exception {
        send(ShortMessage.PROGRAM_CHANGE, FLUTE, 0, 0);
        send(ShortMessage.NOTE_ON, 69, 100, 0.25);
        Audio sound = read(1);
        int begins = first(sound);
        assertTrue(begins >= RATE / 4, "not before it is struck: " + begins);
        assertTrue(begins - RATE / 4 <= RATE / 100, "after " + (begins - RATE / 4) + " samples");
        double loud = part(sound, 0.26, 0.5).rms();
        assertTrue(loud > 0.5 * part(sound, 0.5, 1).rms(), "and at once: " + loud);
        assertEquals(440, Pitch.median(part(sound, 0.3, 1)).orElseThrow(), 1.5, "brought into tune");
        assertEquals(List.of("flute 69"), drawn);
    }

    @Test
    void velocityVolumeAndExpressionSayHowLoud() throws Exception {
        send(ShortMessage.NOTE_ON, 60, 127, 0);
        send(ShortMessage.NOTE_ON, 60, 64, 0.5);
        send(ShortMessage.CONTROL_CHANGE, 11, 64, 1);
        Audio sound = read(1.5);
        double full = part(sound, 0.2, 0.5).rms();
        double half = part(sound, 0.7, 1).rms();
        assertEquals(64 * 64 / (127.0 * 127), half / full, 0.01);
        assertEquals(64 * 64 / (127.0 * 127), part(sound, 1.1, 1.5).rms() / half, 0.01);
        assertEquals(List.of("piano 60"), drawn, "drawn once");
    }

    @Test
    void aNoteFadesWhenItIsLetGoUnlessThePedalIsDown() throws Exception {
        send(ShortMessage.NOTE_ON, 60, 100, 0);
        send(ShortMessage.NOTE_OFF, 60, 0, 0.3);
        Audio sound = read(0.6);
        assertTrue(part(sound, 0.31, 0.35).rms() > 0.01, "no click");
        assertEquals(0, part(sound, 0.43, 0.6).peak(), "and silence");
        send(ShortMessage.CONTROL_CHANGE, 64, 127, 0.6);
        send(ShortMessage.NOTE_ON, 62, 100, 0.7);
        send(ShortMessage.NOTE_OFF, 62, 0, 0.8);
        send(ShortMessage.CONTROL_CHANGE, 64, 0, 1.2);
        sound = read(1);
        assertTrue(part(sound, 0.5, 0.6).rms() > 0.01, "the pedal holds it");
        assertEquals(0, part(sound, 0.73, 1).peak());
        assertFalse(synthesizer.getVoiceStatus()[0].active);
    }

    @Test
    void theWheelBendsTwoSemitones() throws Exception {
        send(ShortMessage.NOTE_ON, 57, 100, 0);
        send(ShortMessage.PITCH_BEND, 0x7f, 0x7f, 0);
        assertEquals(hertz(59), Pitch.median(read(0.5)).orElseThrow(), 1.5);
        send(ShortMessage.PITCH_BEND, 0, 0, 0.5);
        assertEquals(hertz(55), Pitch.median(read(0.5)).orElseThrow(), 1.5);
    }

    @Test
    void thirtyTwoVoicesSoundAndTheOldestMakesRoom() throws Exception {
        for (int i = 0; i < 37; i++) {
            send(ShortMessage.NOTE_ON, 48 + i, 60, 0.001 * i);
        }
        Audio sound = read(0.2);
        assertTrue(sound.peak() < 1, "no clipping");
        assertEquals(
                32,
                Arrays.stream(synthesizer.getVoiceStatus())
                        .filter(v -> v.active)
                        .count());
        assertTrue(Arrays.stream(synthesizer.getVoiceStatus()).noneMatch(v -> v.note < 53), "the first five went");
        send(ShortMessage.CONTROL_CHANGE, 123, 0, 0.2);
        assertEquals(0, part(read(0.5), 0.2, 0.5).peak());
    }

    @Test
    void keysBeyondTheModelsPlayTheNearestNoteAtTheirPitchAndDrumsAreSilent() throws Exception {
        send(ShortMessage.NOTE_ON, 40, 100, 0);
        assertEquals(hertz(40), Pitch.median(read(0.5)).orElseThrow(), 1);
        assertEquals(List.of("piano 48"), drawn);
        send(ShortMessage.CONTROL_CHANGE, 120, 0, 0.5);
        receiver.send(new ShortMessage(ShortMessage.NOTE_ON, 9, 60, 127), 800_000);
        assertEquals(0, part(read(0.5), 0.1, 0.5).peak());
    }

    @Test
    void channelsMuteAndInstrumentsAreLoadedInOneBatch() throws Exception {
        Synthesizer java = synthesizer;
        assertEquals(2, java.getAvailableInstruments().length);
        assertTrue(java.loadInstrument(java.getAvailableInstruments()[1]));
        assertEquals(37, drawn.size());
        assertEquals("flute", java.getLoadedInstruments()[0].getName());
        java.getChannels()[3].programChange(FLUTE);
        java.getChannels()[3].noteOn(64, 90);
        assertTrue(read(0.2).peak() > 0.01);
        assertEquals(FLUTE, java.getChannels()[3].getProgram());
        java.getChannels()[3].setMute(true);
        assertEquals(0, read(0.2).peak());
        assertEquals(0.4, java.getMicrosecondPosition() / 1e6, 0.008);
        assertEquals(37, drawn.size(), "each once");
    }

    @Test
    void whatIsClosedIsSilentAndSaysSo() {
        receiver.close();
        assertThrows(IllegalStateException.class, () -> send(ShortMessage.NOTE_ON, 60, 1, 0));
        synthesizer.close();
        assertFalse(synthesizer.isOpen());
        assertThrows(MidiUnavailableException.class, synthesizer::getReceiver);
        assertThrows(IllegalStateException.class, synthesizer::getChannels);
        PhasewrightSynthesizer broken = new PhasewrightSynthesizer(new EnginePlan(
                new ClassSoundbank("none", List.of("piano"), new PitchRange(60, 60)),
                new SynthesizerInfo("none"),
                RATE,
                () -> {
                    throw new IOException("damaged; fetch it again");
                },
                null));
        assertEquals(
                "damaged; fetch it again",
                assertThrows(MidiUnavailableException.class, broken::openStream).getMessage());
    }

    @Test
    void programsFallToTheNearestOfTheirFamily() {
        List<String> classes = List.of("violin", "flute", "piano");
        assertEquals("piano", GeneralMidi.nearest(4, classes));
        assertEquals("violin", GeneralMidi.nearest(47, classes));
        assertEquals("flute", GeneralMidi.nearest(79, classes));
        assertEquals("b", GeneralMidi.nearest(1, List.of("a", "b")), "unknown to General MIDI");
    }
}

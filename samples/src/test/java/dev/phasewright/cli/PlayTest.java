package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code play}: from a MIDI file to a WAV. */
class PlayTest {
    @TempDir
    private Path folder;

    private Path wav;

    @BeforeEach
    void name() {
        wav = folder.resolve("out.wav");
    }

    /** A tune of 1,000 ticks a second; each note is a channel (from 1), a key, and when it begins and ends. */
    private Path tune(int[]... notes) throws IOException {
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, 500);
            Track track = sequence.createTrack();
            for (int[] note : notes) {
                track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, note[0] - 1, note[1], 100), note[2]));
                track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, note[0] - 1, note[1], 0), note[3]));
            }
            Path file = folder.resolve("tune.mid");
            MidiSystem.write(sequence, 1, file.toFile());
            return file;
        } catch (InvalidMidiDataException e) {
            throw new AssertionError(e);
        }
    }

    private static Ran play(Object... words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("play", "--model", Tiny.noteModel(), "--steps", 2));
        all.addAll(List.of(words));
        return Ran.phasewright(all.toArray());
    }

    @Test
    void aTuneIsPlayedAtItsLengthAndLevelAndTheSameAgainFromTheSameSeed() throws IOException {
        Path tune = tune(new int[] {1, 60, 0, 50}, new int[] {2, 64, 500, 1000}, new int[] {10, 38, 0, 100}, new int[] {
            1, 24, 2000, 2020
        });

        Ran ran = play(tune, "--instrument", "flute,2=reed-organ", "--seed", 7, "-o", wav);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("3 notes in 2.0 s, played with 2 sounds"), ran.err());
        assertTrue(ran.err().contains("left out: 1 notes on channel 10, which is percussion"), ran.err());
        assertTrue(ran.err().contains("transposed by octaves: 1 notes outside C4 to B4"), ran.err());
        assertTrue(ran.err().contains("shortened: 1 notes"), ran.err());
        assertTrue(ran.err().contains("peak at -1 dBFS") && ran.err().contains("seed 7"), ran.err());
        Audio sound = SoundFile.read(wav);
        assertEquals(1, sound.channels());
        assertEquals(Math.pow(10, -1 / 20.0), sound.peak(), 1e-3);
        assertEquals(0, sound.slice(8000 - 3000, 8000).peak(), "nothing between the notes");
        assertTrue(sound.slice(8000, 9000).peak() > 0);
        assertTrue(sound.seconds() > 2.02 && sound.seconds() < 2.2, sound.toString());

        Ran again = play(tune, "--instrument", "flute,2=reed-organ", "--seed", 7, "-o", "-");
        assertEquals(0, again.status(), again.err());
        assertArrayEquals(Files.readAllBytes(wav), again.data());
    }

    @Test
    void tunesThatCannotBePlayedAreRefusedInALine() throws IOException {
        Path empty = Files.write(folder.resolve("empty.mid"), new byte[0]);
        assertRefused(play(empty, "--instrument", "flute", "-o", wav), empty + ": is empty");
        assertRefused(play(tune(), "--instrument", "flute", "-o", wav), "there is no note in it");
        Path drums = tune(new int[] {10, 38, 0, 100});
        assertRefused(
                play(drums, "--instrument", "flute", "-o", wav),
                "not one of its 1 notes has an instrument (1 on channel 10); name one for a channel, such as "
                        + "--instrument 10=church-organ");
        Path fine = tune(new int[] {1, 60, 0, 100});
        assertRefused(play(fine, "--instrument", "organ", "-o", wav), "did you mean church-organ or reed-organ?");
        assertRefused(
                Ran.phasewright("play", fine, "--model", Tiny.model(), "--instrument", "high", "-o", wav),
                "cannot be asked for a pitch");
        Files.writeString(wav, "mine");
        assertRefused(play(fine, "--instrument", "flute", "-o", wav), "exists already");
        assertEquals("mine", Files.readString(wav));
    }

    @Test
    void aTuneOfDaysIsRefusedBeforeAnyWork() throws IOException {
        assertRefused(
                play(tune(new int[] {1, 60, 0, 200_000_000}), "--instrument", "flute", "-o", wav), "lasts 56 hours");
    }

    @Test
    void usageErrorsAreTold() throws IOException {
        Path fine = tune(new int[] {1, 60, 0, 100});
        assertEquals(2, play(fine).status());
        assertEquals(2, play("--instrument", "flute").status());
        Ran ran = play(fine, "--instrument", "17=flute");
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("--instrument channels are 1 to 16, not \"17\""), ran.err());
        assertEquals(2, play(fine, "--instrument", "flute", "-o", "a.mp3").status());
    }

    private void assertRefused(Ran ran, String because) {
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
        assertFalse(Files.exists(folder.resolve("out.wav.part")));
    }
}

package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * A tune of 1,000 ticks a second; each note is a channel (from 1), a key, when it begins and ends, and perhaps its
     * velocity.
     */
    private Path tune(int[]... notes) throws IOException {
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, 500);
            Track track = sequence.createTrack();
            for (int[] note : notes) {
                int velocity = note.length > 4 ? note[4] : 100;
                track.add(
                        new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, note[0] - 1, note[1], velocity), note[2]));
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
        Path tune = tune(new int[] {1, 60, 0, 50}, new int[] {2, 64, 500, 1000}, new int[] {10, 20, 0, 100}, new int[] {
            1, 24, 2000, 2020
        });

        Ran ran = play(tune, "--instrument", "flute,2=reed-organ", "--seed", 7, "-o", wav);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("3 notes in 2.0 s, played with 2 sounds"), ran.err());
        assertTrue(ran.err().contains("left out: 1 notes on channel 10 that there is no drum for"), ran.err());
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

    /** A click and a little noise, as loud as its place in its pad's layers and takes tells. */
    private Path kit() throws IOException {
        Path kit = Files.createDirectory(folder.resolve("kit"));
        String[] names = {"kick-v1-r1", "kick-v1-r2", "kick-v2-r1", "closed-hat", "open-hat"};
        for (int i = 0; i < names.length; i++) {
            float[] samples = new float[names[i].startsWith("open") ? 44_100 : 2000];
            Arrays.fill(samples, 100, samples.length, 1e-3f);
            samples[100] = 0.1f + 0.1f * i;
            SoundFile.write(Audio.mono(samples, 44_100), kit.resolve(names[i] + ".wav"), SampleFormat.FLOAT_32);
        }
        return kit;
    }

    @Test
    void channelTenIsPlayedOnAKitToTheSampleTakeByTake() throws IOException {
        // Kicks of half the velocity but for the last, a hat that ends an open one, and a key that is no drum.
        Path tune = tune(
                new int[] {10, 36, 0, 10, 60},
                new int[] {10, 35, 250, 260, 60},
                new int[] {10, 36, 500, 510, 60},
                new int[] {10, 36, 751, 760, 127},
                new int[] {10, 46, 1000, 1010, 127},
                new int[] {10, 42, 1300, 1310, 127},
                new int[] {10, 90, 1400, 1410, 127});

        Ran ran = play(tune, "--drums", kit(), "-o", wav);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("drums: 6 strokes of kick, kick-2, closed-hat, open-hat"), ran.err());
        assertTrue(ran.err().contains("left out: 1 notes on channel 10 that there is no drum for"), ran.err());
        Audio sound = SoundFile.read(wav);
        assertEquals(44_100, sound.sampleRate());
        double[] strokes = new double[6];
        double[] seconds = {0, 0.25, 0.5, 0.751, 1, 1.3};
        for (int i = 0; i < strokes.length; i++) {
            int place = (int) Math.round(seconds[i] * 44_100);
            strokes[i] = sound.sample(0, place);
            assertEquals(
                    strokes[i], sound.slice(Math.max(0, place - 90), place + 90).peak(), 1e-4, "its peak is there");
        }
        // Velocity 60 of 127 is the softer of two layers; of it the takes 0.1 and 0.2 take turns.
        assertEquals(2 * strokes[0], strokes[2], 2e-3, "the second take");
        double level = Math.pow(2 * 60 / 127.0, 2);
        assertEquals(0.3 / (0.1 * level), strokes[3] / strokes[0], 0.05, "the louder layer's own level");
        assertEquals(
                0, sound.slice((int) (1.32 * 44_100), (int) (1.34 * 44_100)).peak() - 1e-3 * strokes[5] / 0.4, 1e-4);
        Ran again = play(tune, "--drums", folder.resolve("kit"), "-o", "-");
        assertArrayEquals(Files.readAllBytes(wav), again.data());
    }

    @Test
    void notesAndDrumsSoundTogetherAtTheHigherRate() throws IOException {
        Path tune = tune(new int[] {1, 60, 0, 200}, new int[] {10, 38, 500, 510});
        Ran ran = play(tune, "--instrument", "flute", "--drums", Tiny.drumModel(), "--seed", 3, "-o", wav);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("drums: 1 strokes of snare"), ran.err());
        Audio sound = SoundFile.read(wav);
        assertEquals(44_100, sound.sampleRate());
        assertTrue(sound.slice(0, 8000).peak() > 0, "the flute");
        assertTrue(sound.slice(22_050, 24_000).peak() > 0, "the snare");
        Ran both = play(tune, "--instrument", "flute,10=flute", "--drums", Tiny.drumModel(), "-o", wav);
        assertEquals(2, both.status());
        assertTrue(both.err().contains("not by both"), both.err());
        Ran none = play(tune, "--instrument", "flute", "--drums", folder.resolve("nowhere"), "-o", "-");
        assertEquals(1, none.status());
        assertTrue(none.err().contains("no such folder"), none.err());
    }

    @Test
    void tunesThatCannotBePlayedAreRefusedInALine() throws IOException {
        Path empty = Files.write(folder.resolve("empty.mid"), new byte[0]);
        assertRefused(play(empty, "--instrument", "flute", "-o", wav), empty + ": is empty");
        assertRefused(play(tune(), "--instrument", "flute", "-o", wav), "there is no note in it");
        Path drums = tune(new int[] {10, 20, 0, 100});
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

package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scores of the instrument corpus hold. */
class ComposerTest {
    @TempDir
    private Path folder;

    @Test
    void everyNoteIsPlayedByItsPartsInstrumentsWithinItsTime() {
        for (Split split : Split.values()) {
            for (String kind : Composer.KINDS) {
                for (int seed = 0; seed < 40; seed++) {
                    check(split, kind, piece(split, kind, seed).score().sequence());
                }
            }
        }
    }

    private static void check(Split split, String kind, Sequence score) {
        String what = kind + " for " + split;
        Set<Integer> silent = new HashSet<>();
        int notes = 0;
        for (ShortMessage message : messages(score)) {
            switch (message.getCommand()) {
                case ShortMessage.PROGRAM_CHANGE -> {
                    List<Integer> allowed =
                            message.getChannel() == Score.DRUMS ? Orchestra.kits(split) : Orchestra.programs(split);
                    assertTrue(allowed.contains(message.getData1()), what + " has program " + message.getData1());
                    silent.add(message.getChannel());
                }
                case ShortMessage.NOTE_ON -> {
                    notes++;
                    assertTrue(silent.contains(message.getChannel()), "a program comes before the first note");
                    assertTrue(message.getData2() >= 15, what + " has velocity " + message.getData2());
                    assertEquals("drums".equals(kind), message.getChannel() == Score.DRUMS);
                    if (message.getChannel() == Score.DRUMS) {
                        assertTrue(Orchestra.drums(split).contains(message.getData1()), what);
                    } else {
                        assertTrue(message.getData1() >= 21 && message.getData1() <= 108, what);
                    }
                }
                default -> {}
            }
        }
        assertTrue(notes >= 1, what);
        assertTrue(!"sustained".equals(kind) || notes == 1, what + " has " + notes);
        assertTrue(!"chords".equals(kind) || notes >= 3, what + " has " + notes);
    }

    @Test
    void scoresDependOnTheSeedAlone() throws IOException {
        for (String kind : Composer.KINDS) {
            Path one = folder.resolve("one.mid");
            Path two = folder.resolve("two.mid");
            piece(Split.TRAIN, kind, 7).score().write(one);
            piece(Split.TRAIN, kind, 7).score().write(two);
            assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
            piece(Split.TRAIN, kind, 8).score().write(two);
            assertFalse(Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(two)), kind);
        }
    }

    @Test
    void aScoreIsAMidiFileWithItsNotesInSeconds() throws IOException, InvalidMidiDataException {
        Path file = folder.resolve("a.mid");
        new Score(2.5).program(3, 42).note(3, 60, 100, 0.5, 1.25).write(file);

        Sequence read = MidiSystem.getSequence(file.toFile());

        assertEquals(2_500_000, read.getMicrosecondLength());
        Track track = read.getTracks()[0];
        List<String> events = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            MidiEvent event = track.get(i);
            if (event.getMessage() instanceof ShortMessage m) {
                // Without a tempo, 480 ticks to the quarter are 960 to the second.
                events.add(String.format(
                        Locale.ROOT,
                        "%.2f %x %d %d %d",
                        event.getTick() / 960.0,
                        m.getCommand(),
                        m.getChannel(),
                        m.getData1(),
                        m.getData2()));
            }
        }
        assertEquals(List.of("0.00 c0 3 42 0", "0.50 90 3 60 100", "1.25 80 3 60 0"), events);
    }

    private static Composer.Piece piece(Split split, String kind, long seed) {
        // Neighbouring seeds as they are would begin with nearly the same draw.
        return new Composer(split, Draws.forClip(seed, split, 0, 0), 2.5).write(kind);
    }

    private static List<ShortMessage> messages(Sequence score) {
        List<ShortMessage> messages = new ArrayList<>();
        Track track = score.getTracks()[0];
        for (int i = 0; i < track.size(); i++) {
            assertTrue(
                    track.get(i).getTick() <= 2.5 * 960 + 200,
                    "an event at tick " + track.get(i).getTick());
            if (track.get(i).getMessage() instanceof ShortMessage message) {
                messages.add(message);
            }
        }
        return messages;
    }
}

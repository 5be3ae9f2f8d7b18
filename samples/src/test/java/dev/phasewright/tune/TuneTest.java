package dev.phasewright.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIDI files written byte by byte, after the Standard MIDI Files 1.0 specification. */
class TuneTest {
    /** Format 0, one track, 96 ticks a quarter. */
    private static final String HEAD = "4D546864 00000006 0000 0001 0060";

    private static final String END = "00 FF2F00";

    @TempDir
    private Path folder;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String track(String events) {
        return String.format(Locale.ROOT, "4D54726B %08X %s", bytes(events).length, events);
    }

    private Tune tune(String hex) throws IOException {
        return Tune.read(Files.write(folder.resolve("tune.mid"), bytes(hex)));
    }

    private Tune played(String events) throws IOException {
        return tune(HEAD + track(events + END));
    }

    private static void assertNote(int channel, int key, double from, double to, Note note) {
        assertEquals(channel, note.channel());
        assertEquals(key, note.key());
        assertEquals(from, note.from(), 1e-9);
        assertEquals(to, note.to(), 1e-9);
    }

    @Test
    void aQuarterNoteLastsHalfASecondUnlessTempoSaysOtherwise() throws IOException {
        Tune tune = played("00 903C40 60 803C00");

        assertEquals(1, tune.notes().size());
        assertNote(1, 60, 0, 0.5, tune.notes().get(0));
        assertEquals(0.5, tune.seconds(), 1e-9);
    }

    /** 60 a minute for one quarter, then 240 a minute: a note held over the change lasts 1 s + 0.25 s. */
    @Test
    void tempoChangesAreHeededWithinNotesToo() throws IOException {
        Tune tune = played("00 FF51030F4240 00 913C7F 60 FF510303D090 60 813C00 00 913E7F 60 913E00");

        assertNote(2, 60, 0, 1.25, tune.notes().get(0));
        assertNote(2, 62, 1.25, 1.5, tune.notes().get(1));
    }

    /** 25 frames of 40 ticks: a millisecond a tick, whatever the tempo. */
    @Test
    void timeCodeIsReadAndTempoHasNoSayInIt() throws IOException {
        Tune tune = tune("4D546864 00000006 0000 0001 E728" + track("00 FF51030F4240 00 903C40 8768 803C00" + END));

        assertNote(1, 60, 0, 1, tune.notes().get(0));
    }

    @Test
    void tracksSoundTogether() throws IOException {
        Tune tune = tune("4D546864 00000006 0001 0002 0060" + track("60 903C40 60 803C00" + END)
                + track("00 994040 60 894000" + END));

        assertNote(10, 64, 0, 0.5, tune.notes().get(0));
        assertNote(1, 60, 0.5, 1, tune.notes().get(1));
    }

    @Test
    void thePedalHoldsWhatIsLetGo() throws IOException {
        Tune tune = played("00 B0407F 00 903C40 60 803C00 60 B04000 00 904040 60 804000");

        assertNote(1, 60, 0, 1, tune.notes().get(0));
        assertNote(1, 64, 1, 1.5, tune.notes().get(1));
    }

    @Test
    void aKeyStruckTwiceIsLetGoInThatOrder() throws IOException {
        Tune tune = played("00 903C40 60 903C40 00 803C00 60 803C00");

        assertNote(1, 60, 0, 0.5, tune.notes().get(0));
        assertNote(1, 60, 0.5, 1, tune.notes().get(1));
    }

    @Test
    void whatIsNeverLetGoEndsWithTheTune() throws IOException {
        assertNote(
                1, 60, 0, 1, tune(HEAD + track("00 903C40 8140 FF2F00")).notes().get(0));
        assertNote(
                1, 60, 0, 0.5, played("00 903C40 60 B07B00 60 B07800").notes().get(0));
    }

    @Test
    void gainGoesWithTheSquaresOfVelocityVolumeAndExpression() throws IOException {
        Tune tune = played("00 B0077F 00 903C7F 60 803C00 00 903C40 60 803C00 00 B00740 00 B00B40 00 903C7F 60 803C00"
                + "00 B00700 00 903C7F 60 803C00");

        double half = 64.0 * 64 / (127 * 127);
        assertEquals(
                List.of(1.0, half, half * half),
                tune.notes().stream().map(Note::gain).toList(),
                "and none that is silent");
    }

    @Test
    void filesThatAreNoTunesAreRefusedInALineThatSaysWhatIsWrong() throws IOException {
        byte[] whole = bytes(HEAD + track("00 903C40 60 803C00" + END));
        assertRefused(new byte[0], "is empty");
        assertRefused("RIFFxxxxWAVE".getBytes(StandardCharsets.US_ASCII), "is no standard MIDI file");
        for (int length = 1; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), length < 4 ? "MThd" : "is ");
        }
        assertRefused(bytes("4D546864 00000006 0002 0001 0060" + track(END)), "is damaged, or of a format");
        Path missing = folder.resolve("missing.mid");
        assertTrue(assertThrows(IOException.class, () -> Tune.read(missing))
                .getMessage()
                .contains("no such file"));
        assertThrows(IOException.class, () -> Tune.read(folder));
    }

    /** Whatever a bit's flip makes of it: a tune or a refusal, but nothing else. */
    @Test
    void damageIsATuneOrARefusal() throws IOException {
        byte[] whole = bytes(HEAD + track("00 FF51030F4240 00 B0407F 00 903C40 60 803C00" + END));
        int refused = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                Tune.read(Files.write(folder.resolve("damaged.mid"), damaged));
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 32, "only " + refused);
    }

    private void assertRefused(byte[] content, String because) throws IOException {
        Path file = Files.write(folder.resolve("bad.mid"), content);
        String message = assertThrows(IOException.class, () -> Tune.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(because), message);
        assertEquals(1, message.lines().count());
    }
}

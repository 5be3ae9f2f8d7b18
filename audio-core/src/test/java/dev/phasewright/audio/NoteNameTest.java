package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteNameTest {
    @Test
    void theNearestNoteOfAFrequency() {
        assertEquals(69, NoteName.nearest(440));
        assertEquals(69, NoteName.nearest(440 * Math.pow(2, 0.49 / 12)));
        assertEquals(70, NoteName.nearest(440 * Math.pow(2, 0.51 / 12)));
        assertEquals(-1, NoteName.nearest(NoteName.hertz(0) * Math.pow(2, -1 / 12.0)));
    }

    /** Numbers of the MIDI 1.0 specification's note table, with middle C as C4. */
    @ParameterizedTest
    @CsvSource({
        "A4, 69",
        "a4, 69",
        "C4, 60",
        "C#3, 49",
        "Db3, 49",
        "Bb5, 82",
        "bb5, 82",
        "b5, 83",
        "B#3, 60",
        "Cb4, 59",
        "C-1, 0",
        "G9, 127",
        "E♭2, 39",
        "F♯2, 42",
        "69, 69",
        "0, 0",
        "127, 127"
    })
    void namesAndNumbersAreRead(String name, int midi) {
        assertEquals(midi, NoteName.midi(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H4", "A", "A44", "G#9", "Cb-1", "128", "-1", "A4 ", "A##4", "1000", "á4", "4A"})
    void whatIsNoNoteIsRefusedByName(String name) {
        String message = assertThrows(IllegalArgumentException.class, () -> NoteName.midi(name))
                .getMessage();
        assertTrue(message.startsWith("\"" + name + "\" is no note"), message);
    }

    @Test
    void everyNoteIsReadByTheNameItIsGiven() {
        for (int midi = 0; midi <= NoteName.HIGHEST; midi++) {
            assertEquals(midi, NoteName.midi(NoteName.of(midi)));
        }
        assertEquals("A4", NoteName.of(69));
        assertEquals("C-1", NoteName.of(0));
        assertEquals("A#5", NoteName.of(82));
    }

    /** 261.6256 Hz and 27.5 Hz: the usual tables of equal temperament. */
    @Test
    void frequenciesAreThoseOfEqualTemperament() {
        assertEquals(440, NoteName.hertz(69), 1e-12);
        assertEquals(261.6256, NoteName.hertz(60), 1e-4);
        assertEquals(27.5, NoteName.hertz(21), 1e-12);
    }

    @Test
    void centsAreHundredthsOfASemitone() {
        assertEquals(0, NoteName.cents(440, 69), 1e-9);
        assertEquals(1200, NoteName.cents(440, 57), 1e-9);
        assertEquals(-100, NoteName.cents(NoteName.hertz(68), 69), 1e-9);
        assertEquals(50, NoteName.cents(440 * Math.pow(2, 1 / 24.0), 69), 1e-9);
    }
}

package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PitchRangeTest {
    @Test
    void countsBothEnds() {
        PitchRange range = new PitchRange(36, 84);
        assertEquals(49, range.count());
        assertTrue(range.contains(36) && range.contains(84));
        assertFalse(range.contains(35) || range.contains(85) || range.contains(-1));
        assertEquals("36–84", range.toString());
        assertEquals(1, new PitchRange(0, 0).count());
    }

    @Test
    void noneIsEmpty() {
        assertTrue(PitchRange.NONE.isEmpty());
        assertEquals(0, PitchRange.NONE.count());
        assertFalse(PitchRange.NONE.contains(0) || PitchRange.NONE.contains(-1));
        assertEquals("none", PitchRange.NONE.toString());
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThrows(IllegalArgumentException.class, () -> new PitchRange(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> new PitchRange(5, 128));
        assertThrows(IllegalArgumentException.class, () -> new PitchRange(6, 5));
    }
}

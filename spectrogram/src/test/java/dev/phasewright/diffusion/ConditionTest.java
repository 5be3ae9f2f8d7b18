package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void asksNoPitchUnlessTold() {
        Condition plain = Condition.of(2, 0);
        assertFalse(plain.hasPitch());
        assertEquals(Condition.NONE, plain.pitchOf(1));
        Condition pitched = plain.withPitches(Condition.NONE, 60);
        assertTrue(pitched.hasPitch());
        assertEquals(60, pitched.pitchOf(1));
        assertArrayEquals(plain.toArray(), pitched.toArray());
        assertFalse(plain.hasPitch());
    }

    @Test
    void joinsItemsInOrder() {
        Condition both = Condition.of(1, 2).withPitches(60, 61).concat(Condition.none(1));
        assertEquals(3, both.batch());
        assertArrayEquals(new int[] {1, 2, Condition.NONE}, both.toArray());
        assertEquals(61, both.pitchOf(1));
        assertEquals(Condition.NONE, both.pitchOf(2));
    }

    @Test
    void refusesWhatIsNoCondition() {
        assertThrows(IllegalArgumentException.class, Condition::of);
        assertThrows(IllegalArgumentException.class, () -> Condition.of(-2));
        assertThrows(IllegalArgumentException.class, () -> Condition.of(0).withPitches(-2));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Condition.of(0, 1).withPitches(60));
        assertEquals("1 pitches for 2 items", e.getMessage());
    }
}

package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
    void asksNoKnobUnlessToldAndKeepsThemWithTheirItems() {
        Condition plain = Condition.of(2, 0);
        assertEquals(0, plain.knobs());
        assertEquals(Condition.NONE, plain.knobOf(0, 3));
        Condition both = plain.item(0).withKnobs(Condition.NONE, 80).concat(Condition.none(1));
        assertEquals(2, both.knobs());
        assertEquals(Condition.NONE, both.knobOf(0, 0));
        assertEquals(80, both.knobOf(0, 1));
        assertEquals(Condition.NONE, both.knobOf(1, 1));
        assertEquals(80, both.select(1, 0).knobOf(1, 1));
        assertEquals(80, both.withPitches(60, 61).knobOf(0, 1));
        assertTrue(both.asksNothing(1));
        assertFalse(Condition.none(1).withKnobs(0).asksNothing(0), "the least is asked for, too");
    }

    @Test
    void conditionsOfOtherKnobsAreOthers() {
        assertEquals(Condition.of(1), Condition.of(1).withKnobs(Condition.NONE, Condition.NONE));
        assertEquals(
                Condition.of(1).withKnobs(80),
                Condition.of(1).withKnobs(80, Condition.NONE),
                "nothing is asked behind it");
        assertNotEquals(Condition.of(1).withKnobs(80), Condition.of(1).withKnobs(81));
        assertNotEquals(Condition.of(1).withKnobs(80), Condition.of(1));
    }

    @Test
    void anyKnobsAreEachAskedEveryOtherTime() {
        assertEquals(Condition.of(1), Condition.of(1).withAnyKnobs(0, new SplittableRandom(1)));
        Condition many = Condition.none(400).withAnyKnobs(2, new SplittableRandom(1));
        long asked = IntStream.range(0, 400)
                .filter(i -> many.knobOf(i, 1) != Condition.NONE)
                .count();
        assertTrue(Math.abs(200 - asked) <= 40, asked + " of 400");
        assertTrue(IntStream.range(0, 400).anyMatch(i -> many.knobOf(i, 0) > 90));
    }

    @Test
    void refusesWhatIsNoCondition() {
        assertThrows(IllegalArgumentException.class, () -> Condition.of(0).withKnobs(100.5));
        assertThrows(IllegalArgumentException.class, () -> Condition.of(0).withKnobs(Double.NaN));
        assertThrows(IllegalArgumentException.class, Condition::of);
        assertThrows(IllegalArgumentException.class, () -> Condition.of(-2));
        assertThrows(IllegalArgumentException.class, () -> Condition.of(0).withPitches(-2));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Condition.of(0, 1).withPitches(60));
        assertEquals("1 pitches for 2 items", e.getMessage());
    }
}

package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void fewAreAllMeant() {
        assertArrayEquals(new int[] {0, 1, 2}, Spread.over(3, 64));
        assertArrayEquals(new int[0], Spread.over(0, 64));
    }

    @Test
    void manyAreMetEvenlyAndTheFirstOfThem() {
        assertArrayEquals(new int[] {0, 2, 5, 7}, Spread.over(10, 4));
        assertEquals(List.of("a", "c", "e"), Spread.over(List.of("a", "b", "c", "d", "e", "f"), 3));
    }

    @Test
    void aProductBeyondAnIntStaysInside() {
        assertArrayEquals(new int[] {0, 715827882, 1431655764}, Spread.over(Integer.MAX_VALUE, 3));
    }
}

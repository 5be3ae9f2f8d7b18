package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochsTest {
    @Test
    void eachEpochHasEveryItemOnceInAnOrderOfItsOwn() {
        int[] first = epoch(new Epochs(50, 3), 0);
        int[] second = epoch(new Epochs(50, 3), 1);

        assertArrayEquals(
                IntStream.range(0, 50).toArray(), Arrays.stream(first).sorted().toArray());
        assertArrayEquals(
                IntStream.range(0, 50).toArray(), Arrays.stream(second).sorted().toArray());
        assertFalse(Arrays.equals(first, second));
        assertFalse(Arrays.equals(first, epoch(new Epochs(50, 4), 0)));
    }

    @Test
    void aPlaceHasItsItemWhateverWasAskedBefore() {
        Epochs used = new Epochs(7, 1);
        int[] later = epoch(used, 2);
        epoch(used, 5);

        assertArrayEquals(later, epoch(used, 2));
        assertEquals(new Epochs(7, 1).itemAt(16), used.itemAt(16));
    }

    @Test
    void nothingToLearnFromIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Epochs(0, 1));
    }

    private static int[] epoch(Epochs epochs, int number) {
        return IntStream.range(0, epochs.size())
                .map(i -> epochs.itemAt((long) number * epochs.size() + i))
                .toArray();
    }
}

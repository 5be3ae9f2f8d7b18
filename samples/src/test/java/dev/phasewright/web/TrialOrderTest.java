package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialOrderTest {
    // Mulberry32 with Python's integers: python3 -c "M=2**32-1; a=4242+0x6D2B79F5&M; t=(a^a>>15)*(1|a)&M;
    // t=(t+((t^t>>7)*(61|t)&M)&M)^t; print((t^t>>14)/2**32)" is the first number of seed 4242.
    @ParameterizedTest
    @CsvSource({
        "0, 0.2664292087, 0.0003297457, 0.2232720274, 0.1462021479",
        "1, 0.6270739406, 0.0027357212, 0.5274470400, 0.9810509675",
        "4242, 0.5467061335, 0.2786087892, 0.9312369172, 0.5072224664",
        "3735928559, 0.9413696141, 0.2671957498, 0.7720333575, 0.3581607603"
    })
    void numbersAreMulberry32s(long seed, double first, double second, double third, double fourth) {
        TrialOrder order = new TrialOrder(seed);
        for (double expected : new double[] {first, second, third, fourth}) {
            assertEquals(expected, order.next(), 1e-10);
        }
    }

    @Test
    void coinsFallOnBothSidesEquallyOften() {
        int heads = 0;
        for (int seed = 0; seed < 1000; seed++) {
            for (boolean coin : new TrialOrder(seed).coins(12)) {
                heads += coin ? 1 : 0;
            }
        }
        // Six deviations of 12,000 fair coins.
        assertEquals(6000, heads, 330);
    }

    @Test
    void anOrderHoldsEverythingOnceAndEveryPlaceIsAsLikely() {
        int[][] counts = new int[4][4];
        for (int seed = 0; seed < 4000; seed++) {
            int[] order = new TrialOrder(seed).order(4);
            for (int i = 0; i < 4; i++) {
                counts[i][order[i]]++;
            }
            Arrays.sort(order);
            assertArrayEquals(new int[] {0, 1, 2, 3}, order);
        }
        for (int[] row : counts) {
            for (int count : row) {
                assertEquals(1000, count, 165);
            }
        }
    }
}

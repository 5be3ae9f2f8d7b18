package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Of two normal estimates whose ratio is 2, in 2,000 trials. */
    @Test
    void theIntervalOfARatioContainsItAsOftenAsItSays() {
        Random random = new Random(1);
        int trials = 2000;
        int containing = 0;
        for (int i = 0; i < trials; i++) {
            Interval ratio = normal(random, 2, 0.3).dividedBy(normal(random, 1, 0.12));
            containing += ratio.low() <= 2 && 2 <= ratio.high() ? 1 : 0;
        }
        assertEquals(0.95, (double) containing / trials, 0.015);
    }

    private static Interval normal(Random random, double mean, double deviation) {
        double estimate = mean + deviation * random.nextGaussian();
        return new Interval(estimate, estimate - 1.96 * deviation, estimate + 1.96 * deviation, 10, 5);
    }

    @Test
    void whatIsNotKnownOfTheDivisorCounts() {
        Interval sure = new Interval(4, 3.9, 4.1, 600, 50);
        Interval ratio = sure.dividedBy(new Interval(2, 1, 3, 300, 20));
        assertEquals(new Interval(2, ratio.low(), ratio.high(), 300, 20), ratio);
        assertEquals(4 / 3.0, ratio.low(), 0.02);
        assertEquals(4, ratio.high(), 0.05);
        assertEquals(
                Double.POSITIVE_INFINITY,
                sure.dividedBy(new Interval(2, -1, 5, 300, 20)).high());
        Interval negative = new Interval(-1, -2, 1, 10, 10).dividedBy(new Interval(2, 1.9, 2.1, 10, 10));
        assertEquals(-0.5, negative.estimate());
        assertTrue(negative.low() == 0 && negative.high() > 0.45 && negative.high() < 0.6, negative.toString());
    }

    /** By the formula in Python, with z = 1.96. */
    @Test
    void aShareHasWilsonsInterval() {
        Interval share = Interval.ofShare(3, 48);
        assertEquals(0.0625, share.estimate());
        assertEquals(0.02148, share.low(), 1e-4);
        assertEquals(0.16838, share.high(), 1e-4);
        assertEquals(0, Interval.ofShare(0, 48).low(), 1e-12);
        assertEquals(1, Interval.ofShare(48, 48).high(), 1e-12);
    }
}

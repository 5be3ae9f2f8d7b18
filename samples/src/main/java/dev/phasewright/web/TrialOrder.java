package dev.phasewright.web;

/**
 * The random order of a blind test, from its recorded seed: the same here and in the browser, so that a result can be
 * checked. The generator is Mulberry32 (T. Ettinger, 2017; public domain), which needs no more than 32-bit integers, and
 * its numbers are {@code next() / 2³²}.
 */
public final class TrialOrder {
    private int state;

    /** @param seed of which the lower 32 bits are used */
    public TrialOrder(long seed) {
        this.state = (int) seed;
    }

    /** The next number, uniform from 0 to below 1. */
    public double next() {
        state += 0x6D2B79F5;
        int t = (state ^ (state >>> 15)) * (1 | state);
        t = (t + (t ^ (t >>> 7)) * (61 | t)) ^ t;
        return Integer.toUnsignedLong(t ^ (t >>> 14)) / 4294967296.0;
    }

    /** Which of two stimuli X is in each of the next trials: false for A, true for B, each with probability ½. */
    public boolean[] coins(int trials) {
        boolean[] coins = new boolean[trials];
        for (int i = 0; i < trials; i++) {
            coins[i] = next() >= 0.5;
        }
        return coins;
    }

    /** The next random order of {@code count} things (R. Durstenfeld's shuffle): at place i is thing {@code order[i]}. */
    public int[] order(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (next() * (i + 1));
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}

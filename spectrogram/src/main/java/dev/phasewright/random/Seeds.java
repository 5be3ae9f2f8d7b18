package dev.phasewright.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random streams by address instead of by history: the stream of (seed, purpose, index) is the same whatever was drawn
 * before. So a resumed training run needs no generator's state, and clip number 7 does not depend on clip number 6.
 */
public final class Seeds {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeds() {}

    /**
     * The stream at an address.
     *
     * @param seed the user's seed
     * @param purpose what the numbers are for, such as {@code "noise"}
     * @param index the step, epoch or clip
     */
    public static RandomGenerator stream(long seed, String purpose, long index) {
        return FACTORY.create(key(seed, purpose, index));
    }

    /** The address as one number: a seed for whatever wants one. */
    public static long key(long seed, String purpose, long index) {
        long h = mix(seed + 0x9E3779B97F4A7C15L);
        for (int i = 0; i < purpose.length(); i++) {
            h = mix(h ^ purpose.charAt(i));
        }
        return mix(h ^ mix(index + 0x632BE59BD9B4E019L));
    }

    /**
     * The same for an address of numbers alone, such as a part, a place in it and an attempt.
     *
     * @param seed the user's seed
     * @param address the numbers, in their order
     */
    public static long key(long seed, long... address) {
        long h = seed;
        for (long number : address) {
            h = mix(h + 0x9E3779B97F4A7C15L * (number + 1));
        }
        return h;
    }

    /**
     * The stream that the phase of a sound is drawn from.
     *
     * @param seed the sound's
     * @param channel from 0 on; a generated sound has only that one
     */
    public static RandomGenerator phase(long seed, int channel) {
        return stream(seed, "phase", channel);
    }

    /** The finalizer of SplitMix64 (Steele, Lea &amp; Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

package dev.phasewright.vocoder.phase;

import java.util.Arrays;

/**
 * A priority queue of bins, the loudest first, in constant time for each operation. The bits of positive floats are
 * ordered as the floats are, so their leading bits number buckets of 1/64 of an octave (0.1 dB or less); within one the
 * order is that of a stack. A bin is in the queue once at most.
 */
final class MagnitudeQueue {
    private static final int SHIFT = 23 - 6;
    private static final int NONE = -1;

    private final float[] magnitudes;
    private final int lowest;
    private final int[] first;
    private final int[] next;
    /** A bit for each bucket that is not empty. */
    private final long[] occupied;

    private int highestWord;

    /**
     * An empty queue.
     *
     * @param magnitudes by bin
     * @param least no bin below this is ever pushed
     * @param most the loudest
     */
    MagnitudeQueue(float[] magnitudes, float least, float most) {
        this.magnitudes = magnitudes;
        this.lowest = Float.floatToRawIntBits(least) >> SHIFT;
        int buckets = (Float.floatToRawIntBits(most) >> SHIFT) - lowest + 1;
        this.first = new int[buckets];
        this.next = new int[magnitudes.length];
        this.occupied = new long[(buckets + 63) / 64];
        Arrays.fill(first, NONE);
    }

    void push(int bin) {
        int bucket = (Float.floatToRawIntBits(magnitudes[bin]) >> SHIFT) - lowest;
        next[bin] = first[bucket];
        first[bucket] = bin;
        int word = bucket >> 6;
        occupied[word] |= 1L << bucket;
        highestWord = Math.max(highestWord, word);
    }

    /** Takes out a loudest bin; −1 if there is none. */
    int pop() {
        while (occupied[highestWord] == 0) {
            if (highestWord == 0) {
                return NONE;
            }
            highestWord--;
        }
        int bucket = (highestWord << 6) + 63 - Long.numberOfLeadingZeros(occupied[highestWord]);
        int bin = first[bucket];
        first[bucket] = next[bin];
        if (first[bucket] == NONE) {
            occupied[highestWord] &= ~(1L << bucket);
        }
        return bin;
    }
}

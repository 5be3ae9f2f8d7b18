package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MagnitudeQueueTest {
    private static final double BUCKET = Math.pow(2, 1 / 32.0);

    @Test
    void theLoudestLeavesFirstToWithinABucket() {
        SplittableRandom random = new SplittableRandom(1);
        float[] magnitudes = new float[5000];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = (float) Math.pow(10, -9 * random.nextDouble());
        }
        MagnitudeQueue queue = new MagnitudeQueue(magnitudes, 1e-9f, 1);
        for (int i = 0; i < magnitudes.length; i++) {
            queue.push(i);
        }

        boolean[] seen = new boolean[magnitudes.length];
        float before = 1;
        for (int i = 0; i < magnitudes.length; i++) {
            int bin = queue.pop();
            assertTrue(!seen[bin] && magnitudes[bin] < before * BUCKET, "after " + before + ": " + magnitudes[bin]);
            seen[bin] = true;
            before = magnitudes[bin];
        }
        assertEquals(-1, queue.pop());
    }

    @Test
    void whatComesLaterAndLouderOvertakes() {
        MagnitudeQueue queue = new MagnitudeQueue(new float[] {1, 0.001f, 0.1f, 0.01f}, 0.001f, 1);
        queue.push(1);
        queue.push(2);
        assertEquals(2, queue.pop());
        queue.push(3);
        queue.push(0);

        assertEquals(0, queue.pop());
        assertEquals(3, queue.pop());
        assertEquals(1, queue.pop());
        assertEquals(-1, queue.pop());
        queue.push(2);
        assertEquals(2, queue.pop());
    }
}

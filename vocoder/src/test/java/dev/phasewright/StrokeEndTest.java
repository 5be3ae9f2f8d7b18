package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import org.junit.jupiter.api.Test;

class StrokeEndTest {
    private static final int RATE = 10_000;

    /** Ticks at full scale that last so many samples each. */
    private static float[] ticks(int length, int ticking, int... places) {
        float[] samples = new float[length];
        for (int place : places) {
            for (int i = 0; i < ticking; i++) {
                samples[place + i] = i % 2 == 0 ? 1 : -1;
            }
        }
        return samples;
    }

    @Test
    void aStrokeEndsWhereItIsNotHeardForATenthOfASecond() {
        Audio ended = StrokeEnd.of(Audio.mono(ticks(8000, 500, 100, 1500, 5000), RATE));
        assertEquals(2000, ended.length(), "the second tick is 90 ms behind the first, the third too late");
        assertEquals(1, ended.sample(0, 100));
    }

    @Test
    void itsLastTenthFades() {
        Audio ended = StrokeEnd.of(Audio.mono(ticks(4000, 3000, 0), RATE));
        assertEquals(3000, ended.length());
        assertEquals(1, Math.abs(ended.sample(0, 2690)));
        assertEquals(0.5, Math.abs(ended.sample(0, 2850)), 0.01);
        assertTrue(Math.abs(ended.sample(0, 2999)) < 1e-4);
    }

    @Test
    void whatIsLouderThanAThousandthIsHeard() {
        float[] samples = ticks(3000, 100, 0);
        samples[900] = 0.0011f;
        samples[2000] = 0.0009f;
        assertEquals(901, StrokeEnd.of(Audio.mono(samples, RATE)).length());
    }

    @Test
    void silenceIsLeftAsItIs() {
        Audio silent = Audio.mono(new float[500], RATE);
        assertEquals(silent, StrokeEnd.of(silent));
    }
}

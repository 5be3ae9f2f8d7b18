package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OnsetTest {
    private static Audio mono(float... samples) {
        return Audio.mono(samples, 16_000);
    }

    @Test
    void isTheFirstLoudSample() {
        Audio sound = mono(0, 0.01f, 0.1f, 1, 0.1f);
        assertEquals(1, Onset.of(sound, 41));
        assertEquals(2, Onset.of(sound, 21));
        assertEquals(3, Onset.of(sound, 0));
        assertEquals(1, Onset.of(Audio.of(new float[][] {{0, 0, 1}, {0, -0.5f, 0}}, 16_000), 10));
    }

    @Test
    void ofSilenceIsItsEnd() {
        assertEquals(2, Onset.of(mono(0, 0), 30));
        assertEquals(0, Onset.of(mono(), 30));
    }

    @Test
    void thresholdsThatAreNoneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Onset.of(mono(1), -1));
        assertThrows(IllegalArgumentException.class, () -> Onset.of(mono(1), Double.NaN));
    }
}

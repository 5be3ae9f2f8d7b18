package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StrokeStartTest {
    @Test
    void whatComesBeforeIsSilentAndWhatComesAfterIsNotTouched() {
        float[] samples = new float[1000];
        Arrays.fill(samples, 0.5f);
        Audio started = StrokeStart.of(Audio.of(new float[][] {samples, samples}, 10_000), 0.01);
        assertEquals(2, started.channels());
        float[] found = started.channel(1);
        for (int i = 0; i < 80; i++) {
            assertEquals(0, found[i]);
        }
        for (int i = 80; i < 100; i++) {
            assertTrue(found[i] > found[i - 1] && found[i] < 0.5f, i + ": " + found[i]);
        }
        assertArrayEquals(Arrays.copyOfRange(samples, 100, 1000), Arrays.copyOfRange(found, 100, 1000));
    }

    @Test
    void withoutALeadASoundIsLeftAsItIs() {
        Audio sound = Audio.mono(new float[] {1, 0.5f}, 44_100);
        assertArrayEquals(sound.channel(0), StrokeStart.of(sound, 0).channel(0));
        assertEquals(0, StrokeStart.of(sound, 1).sample(0, 0), "a lead longer than the sound");
        assertEquals(0, StrokeStart.of(Audio.mono(new float[0], 44_100), 1).length());
    }
}

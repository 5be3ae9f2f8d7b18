package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistortionTest {
    private static final float SILENCE = (float) Math.log(MelSpec.STANDARD.floor());

    @Test
    void followsFromTheSeedAndStaysFiniteAndAboveTheFloor() {
        Distortion distortion = new Distortion(MelSpec.STANDARD);
        for (int seed = 0; seed < 50; seed++) {
            float[] first = clip(20);
            float[] second = clip(20);
            distortion.apply(first, new SplittableRandom(seed));
            distortion.apply(second, new SplittableRandom(seed));

            assertArrayEquals(first, second);
            assertFalse(Arrays.equals(first, clip(20)));
            for (float v : first) {
                assertTrue(v >= SILENCE && v < 5, "seed " + seed + ": " + v);
            }
        }
    }

    @Test
    void clipsShorterThanTheShiftSurvive() {
        for (int seed = 0; seed < 50; seed++) {
            new Distortion(MelSpec.STANDARD).apply(clip(1), new SplittableRandom(seed));
        }
    }

    private static float[] clip(int frames) {
        float[] clip = new float[frames * MelSpec.STANDARD.bands()];
        for (int i = 0; i < clip.length; i++) {
            clip[i] = Math.max(SILENCE, (float) (2 * Math.sin(0.1 * i)));
        }
        return clip;
    }
}

package dev.phasewright.judge.texture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundDescriptorsTest {
    private static final int RATE = 16_000;

    @Test
    void onsetDurationAndFloorAreWhereTheyWerePut() {
        SoundDescriptors found = SoundDescriptors.of(tone(0, 0));
        assertEquals(0.25, found.onset(), 0.011);
        assertEquals(0.5, found.duration(), 0.021);
        assertEquals(-200, found.floor());
        assertTrue(found.harmonicity() > 30, found.toString());
        assertEquals(0, found.jitter(), 0.5);
    }

    @Test
    void whatIsSaidTwiceHasAPauseInBetween() {
        assertEquals(0, SoundDescriptors.of(tone(0, 0)).pause());
        float[] once = tone(0, 0).channel(0);
        float[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        // A quarter of a second before the tone, and one after it.
        assertEquals(0.5, SoundDescriptors.of(Audio.mono(twice, RATE)).pause(), 0.021);
    }

    @Test
    void aHissInTheSilenceIsFound() {
        double hiss = 0.3 / Math.sqrt(2) * Math.pow(10, -66 / 20.0);
        assertEquals(-66, SoundDescriptors.of(tone(hiss, 0)).floor(), 1);
    }

    @Test
    void anUnsteadyPitchIsFound() {
        double steady = SoundDescriptors.of(tone(0, 0)).jitter();
        double unsteady = SoundDescriptors.of(tone(0, 0.02)).jitter();
        assertTrue(unsteady > 5 && unsteady > 4 * steady, steady + " and " + unsteady);
    }

    @Test
    void noiseIsFlatAndOfNoPitch() {
        SoundDescriptors noise = SoundDescriptors.of(HarmonicityTest.mixture(157, -100));
        assertEquals(-2.5, noise.flatness(), 0.3);
        assertEquals(4000, noise.centroid(), 100);
        assertTrue(noise.harmonicity() < 0);
        assertTrue(Double.isNaN(noise.jitter()));
    }

    @Test
    void levelDoesNotMatterAndSilenceHasNothing() {
        Audio sound = tone(0.001, 0.01);
        SoundDescriptors loud = SoundDescriptors.of(sound);
        SoundDescriptors quiet = SoundDescriptors.of(sound.scaled(0.125));
        assertEquals(loud.harmonicity(), quiet.harmonicity(), 1e-3);
        assertEquals(loud.flux(), quiet.flux(), 1e-3);
        assertEquals(loud.floor(), quiet.floor(), 1e-3);
        assertTrue(Double.isNaN(
                SoundDescriptors.of(Audio.mono(new float[100], RATE)).floor()));
        assertTrue(
                Double.isNaN(SoundDescriptors.of(Audio.mono(new float[0], RATE)).flux()));
    }

    @Test
    void theTextureSpaceHoldsAnySoundAndOverlooksItsLevel() {
        TextureSpace space = new TextureSpace();
        Audio sound = tone(0.001, 0.01);
        float[][] places = space.places(List.of(sound, sound.scaled(0.25), Audio.mono(new float[16_000], RATE)));
        assertArrayEquals(places[0], places[1], 1e-2f);
        for (float[] place : space.places(List.of(
                Audio.mono(new float[0], RATE), Audio.mono(new float[] {1}, RATE), Audio.mono(new float[50], 8000)))) {
            assertEquals(places[0].length, place.length);
            for (float value : place) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    /** A harmonic tone of 200 Hz in the middle of a second, its pitch wavering by a share, in a hiss of an RMS. */
    private static Audio tone(double hiss, double waver) {
        Random random = new Random(1);
        double[] samples = new double[RATE];
        double phase = 0;
        for (int t = 0; t < samples.length; t++) {
            phase += 2 * Math.PI * 200 * (1 + waver * Math.sin(2 * Math.PI * 20.0 * t / RATE)) / RATE;
            samples[t] = hiss * random.nextGaussian();
            if (t >= 4000 && t < 12_000) {
                samples[t] += 0.3 * Math.sin(phase);
            }
        }
        return HarmonicityTest.audio(samples);
    }
}

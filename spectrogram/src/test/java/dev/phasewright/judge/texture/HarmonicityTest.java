package dev.phasewright.judge.texture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HarmonicityTest {
    private static final int RATE = 16_000;

    @Test
    void isTheRatioThatWasMixed() {
        for (double ratio : new double[] {0, 10, 20, 30}) {
            assertEquals(ratio, median(Harmonicity.of(mixture(157, ratio))), 0.8);
        }
    }

    @Test
    void ofAPureHarmonicSoundIsHighAtAnyPitch() {
        for (double hertz : new double[] {80, 123.4, 220, 441.7, 1000}) {
            double[] samples = new double[RATE];
            for (int t = 0; t < samples.length; t++) {
                for (int h = 1; h * hertz < 4000; h++) {
                    samples[t] += Math.sin(2 * Math.PI * h * hertz * t / RATE) / h;
                }
            }
            double found = median(Harmonicity.of(audio(samples)));
            assertTrue(found > 20, found + " dB at " + hertz + " Hz");
        }
    }

    @Test
    void ofNoiseIsLowAndOfSilenceLowest() {
        assertTrue(median(Harmonicity.of(mixture(157, -100))) < 0);
        assertTrue(Arrays.stream(Harmonicity.of(audio(new double[4000]))).allMatch(r -> r == -60));
        assertEquals(1, Harmonicity.of(audio(new double[0])).length);
    }

    @Test
    void doesNotDependOnTheLevel() {
        Audio sound = mixture(157, 15);
        assertEquals(median(Harmonicity.of(sound)), median(Harmonicity.of(sound.scaled(0.01))), 1e-3);
    }

    /** A saw's first ten harmonics in white noise, the ratio of their powers in decibels. */
    static Audio mixture(double hertz, double ratio) {
        Random random = new Random(1);
        double[] samples = new double[RATE];
        double power = 0;
        for (int t = 0; t < samples.length; t++) {
            for (int h = 1; h <= 10; h++) {
                samples[t] += 0.05 / h * Math.sin(2 * Math.PI * h * hertz * t / RATE + h);
            }
            power += samples[t] * samples[t] / samples.length;
        }
        double noise = Math.sqrt(power * Math.pow(10, -ratio / 10));
        for (int t = 0; t < samples.length; t++) {
            samples[t] += noise * random.nextGaussian();
        }
        return audio(samples);
    }

    static Audio audio(double[] samples) {
        float[] floats = new float[samples.length];
        for (int t = 0; t < floats.length; t++) {
            floats[t] = (float) samples[t];
        }
        return Audio.mono(floats, RATE);
    }

    private static double median(double[] track) {
        double[] middle = Arrays.copyOfRange(track, 6, track.length - 6);
        Arrays.sort(middle);
        return middle[middle.length / 2];
    }
}

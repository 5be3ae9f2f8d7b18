package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PitchTrackTest {
    private static final int RATE = 16_000;
    private static final double[] NONE = {};

    /** One second of three harmonics whose phase is given in turns. */
    private static float[] sung(DoubleUnaryOperator turns) {
        float[] samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / RATE;
            for (int h = 1; h <= 3; h++) {
                samples[i] += (float) (0.2 / h * Math.sin(2 * Math.PI * h * turns.applyAsDouble(t)));
            }
        }
        return samples;
    }

    private static float[] noise() {
        Random random = new Random(5);
        float[] samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian() * 0.1f;
        }
        return samples;
    }

    private static PitchTrack track(float[] samples) {
        return PitchTrack.of(Audio.mono(samples, RATE));
    }

    @Test
    void aSteadyToneHasItsPitchInEveryFrame() {
        PitchTrack track = track(sung(t -> 220 * t));

        // Frames of 644 samples every 160: the last that fits begins at sample 15,200 (of at most 15,356).
        assertEquals(96, track.frames());
        for (int f = 0; f < track.frames(); f++) {
            assertEquals(220, track.hertz(f), 0.2);
            assertTrue(track.voiced(f) && track.periodicity(f) > 0.99, "frame " + f);
        }
    }

    /** To the bit what TarsosDSP's YIN finds when it is asked again and again for a dip deeper than the last. */
    @Test
    void theDeepestDipIsTheLastThatALoweredThresholdFinds() {
        float[] noise = noise();
        float[] sung = sung(t -> 120 * t + 60 * t * t);
        int size = 2 * 322;
        for (int start = 0; start + size <= RATE; start += 997) {
            float[] frame = new float[size];
            for (int i = 0; i < size; i++) {
                frame[i] = noise[start + i] + (start % 2 == 0 ? 0 : 0.1f * sung[start + i]);
            }
            double expected = 0;
            PitchDetectionResult found = new Yin(RATE, size, 1).getPitch(frame);
            while (found.isPitched()) {
                expected = found.getProbability();
                found = new Yin(RATE, size, 1 - expected - 1e-6).getPitch(frame);
            }
            assertEquals(expected, PitchTrack.deepest(frame));
            assertTrue(expected > 0.1);
        }
        assertEquals(0, PitchTrack.deepest(new float[size]));
    }

    @Test
    void aGlideIsFollowed() {
        PitchTrack track = track(sung(t -> 120 * t + 60 * t * t));

        for (int f = 0; f < track.frames(); f++) {
            // YIN compares a half frame with what comes one period later: its view is centred there.
            double seen = 0.01 * f + 0.5 * (322.0 / RATE + 1 / track.hertz(f));
            assertEquals(120 + 120 * seen, track.hertz(f), 1, "frame " + f);
        }
    }

    @Test
    void noiseIsUnvoicedAndHardlyPeriodic() {
        PitchTrack track = track(noise());

        double sum = 0;
        for (int f = 0; f < track.frames(); f++) {
            assertFalse(track.voiced(f), "frame " + f);
            sum += track.periodicity(f);
        }
        double mean = sum / track.frames();
        assertTrue(mean > 0.05 && mean < 0.5, "mean periodicity " + mean);
    }

    @Test
    void periodicityFallsAsNoiseRises() {
        float[] tone = sung(t -> 220 * t);
        float[] noise = noise();
        double last = 1;
        for (double gain : new double[] {0.1, 0.5, 1, 2, 4}) {
            float[] both = tone.clone();
            double sum = 0;
            for (int i = 0; i < both.length; i++) {
                both[i] += (float) (gain * noise[i]);
            }
            PitchTrack track = track(both);
            for (int f = 0; f < track.frames(); f++) {
                sum += track.periodicity(f) / track.frames();
            }
            assertTrue(sum < last, gain + ": " + sum + " is not below " + last);
            last = sum;
        }
    }

    @Test
    void silenceIsUnvoicedWithoutPeriodicity() {
        float[] offset = new float[RATE];
        Arrays.fill(offset, 0.25f);
        for (PitchTrack track : new PitchTrack[] {track(new float[RATE]), track(offset)}) {
            for (int f = 0; f < track.frames(); f++) {
                assertFalse(track.voiced(f));
                assertEquals(0, track.periodicity(f));
            }
        }
        assertEquals(Double.NEGATIVE_INFINITY, track(new float[RATE]).level(0));
    }

    @Test
    void levelsAreRelativeToTheLoudestFrame() {
        float[] samples = sung(t -> 220 * t);
        for (int i = RATE / 2; i < RATE; i++) {
            samples[i] *= 1e-4f;
        }
        PitchTrack faint = track(samples);
        assertEquals(0, faint.level(10), 0.2);
        assertEquals(-80, faint.level(90), 0.2);
        assertTrue(faint.voiced(90));

        for (int i = RATE / 2; i < RATE; i++) {
            samples[i] *= 0.05f;
        }
        PitchTrack silent = track(samples);
        assertEquals(-106, silent.level(90), 0.2);
        assertFalse(silent.voiced(90));
        assertEquals(0, silent.periodicity(90));
    }

    @Test
    void gainAndSignDoNotMatter() {
        Audio sound = Audio.mono(sung(t -> 120 * t + 60 * t * t), RATE);
        PitchTrack expected = PitchTrack.of(sound);
        PitchTrack found = PitchTrack.of(sound.scaled(-1e-6));

        for (int f = 0; f < expected.frames(); f++) {
            assertEquals(expected.hertz(f), found.hertz(f), 0.01);
            assertEquals(expected.periodicity(f), found.periodicity(f), 1e-5);
        }
    }

    @Test
    void theRangeLimitsVoicing() {
        Audio sound = Audio.mono(sung(t -> 300 * t), RATE);

        assertTrue(PitchTrack.of(sound, 50, 600).voiced(10));
        assertFalse(PitchTrack.of(sound, 50, 250).voiced(10));
        assertThrows(IllegalArgumentException.class, () -> PitchTrack.of(sound, 0, 600));
        assertThrows(IllegalArgumentException.class, () -> PitchTrack.of(sound, 300, 200));
        assertThrows(IllegalArgumentException.class, () -> PitchTrack.of(sound, Double.NaN, 200));
    }

    @Test
    void soundsShorterThanAFrameHaveNoFrames() {
        assertEquals(0, track(new float[0]).frames());
        assertEquals(0, track(new float[643]).frames());
        assertEquals(1, track(new float[644]).frames());
    }

    @Test
    void impossibleTracksAreRefused() {
        double[] one = {1};
        double[] zero = {0};
        double[] nan = {Double.NaN};
        assertEquals(0, new PitchTrack(NONE, NONE, NONE).frames());
        assertFalse(new PitchTrack(nan, one, zero).voiced(0));
        assertThrows(IllegalArgumentException.class, () -> new PitchTrack(one, NONE, zero));
        assertThrows(IllegalArgumentException.class, () -> new PitchTrack(one, one, NONE));
        assertThrows(IllegalArgumentException.class, () -> new PitchTrack(zero, one, zero));
        assertThrows(IllegalArgumentException.class, () -> new PitchTrack(one, nan, zero));
        assertThrows(IllegalArgumentException.class, () -> new PitchTrack(one, one, one));
    }
}

package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTest {
    private static Audio mono(float... samples) {
        return Audio.mono(samples, 16000);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(float value) {
        assertThrows(IllegalArgumentException.class, () -> mono(0, value));
    }

    @Test
    void refusesNoChannelsNoRateAndUnequalLengths() {
        assertThrows(IllegalArgumentException.class, () -> Audio.of(new float[0][], 16000));
        assertThrows(IllegalArgumentException.class, () -> Audio.mono(new float[1], 0));
        assertThrows(IllegalArgumentException.class, () -> Audio.of(new float[][] {{1}, {1, 2}}, 16000));
    }

    @Test
    void isImmutable() {
        float[] samples = {1, 2};
        Audio sound = mono(samples);
        samples[0] = 9;
        sound.channel(0)[1] = 9;
        assertEquals(mono(1, 2), sound);
    }

    @Test
    void slicesTrimAndPad() {
        Audio sound = mono(1, 2, 3);
        assertEquals(mono(2), sound.slice(1, 2));
        assertEquals(mono(0, 0, 1, 2, 3, 0), sound.slice(-2, 4));
        assertEquals(mono(), sound.slice(2, 2));
        assertEquals(mono(0, 0), sound.slice(7, 9));
        assertThrows(IllegalArgumentException.class, () -> sound.slice(2, 1));
    }

    @Test
    void mixesChannelsByTheirMean() {
        Audio stereo = Audio.of(new float[][] {{1, 0.5f}, {0, -0.5f}}, 8000);
        assertArrayEquals(new float[] {0.5f, 0}, stereo.toMono().channel(0));
        assertSame(stereo.toMono().getClass(), Audio.class);
    }

    @Test
    void trimsWhatIsQuietInAllChannels() {
        Audio stereo =
                Audio.of(new float[][] {{0, 0.0009f, 0, 1, 0, 0, 0.0009f}, {0, 0, 0.002f, 0, 0, -0.002f, 0}}, 8000);
        assertEquals(stereo.slice(2, 6), stereo.trimSilence(60));
        assertEquals(stereo.slice(1, 7), stereo.trimSilence(62));
        assertEquals(stereo.slice(3, 4), stereo.trimSilence(0));
        assertEquals(0, mono(0, 0, 0).trimSilence(60).length());
        assertEquals(0, mono().trimSilence(60).length());
        assertThrows(IllegalArgumentException.class, () -> stereo.trimSilence(-1));
        assertThrows(IllegalArgumentException.class, () -> stereo.trimSilence(Double.NaN));
    }

    @Test
    void normalizesItsPeak() {
        assertEquals(0.5, mono(0.1f, -0.2f).normalizedPeak(-6.0206).peak(), 1e-6);
        Audio silence = mono(0, 0);
        assertSame(silence, silence.normalizedPeak(-1));
        assertEquals(0.5, mono(1.9f, -0.2f).noLouderThan(-6.0206).peak(), 1e-6);
        Audio quiet = mono(0.1f, -0.2f);
        assertSame(quiet, quiet.noLouderThan(-6.0206));
    }

    @Test
    void measuresItsLevel() {
        float[] sine = new float[16000];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 16000);
        }
        Level level = Level.of(Audio.mono(sine, 16000));
        assertEquals(0, level.peakDb(), 1e-6);
        assertEquals(-3.0103, level.rmsDb(), 1e-3);
        assertEquals(new Level(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY), Level.of(mono(0)));
    }

    @ParameterizedTest
    @CsvSource({"80,16000", "120,44100", "220,8000", "440,48000", "800,16000"})
    void findsThePitchOfAHarmonicSound(double f0, int rate) {
        float[] samples = new float[rate / 2];
        for (int i = 0; i < samples.length; i++) {
            for (int h = 1; h <= 5; h++) {
                samples[i] += (float) (0.3 / h * Math.sin(2 * Math.PI * f0 * h * i / rate + h));
            }
        }
        assertEquals(f0, Pitch.median(Audio.mono(samples, rate)).orElseThrow(), f0 * 0.01);
    }

    @Test
    void noiseAndSilenceHaveNoPitch() {
        Random random = new Random(3);
        float[] noise = new float[16000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() * 0.2f;
        }
        assertTrue(Pitch.median(Audio.mono(noise, 16000)).isEmpty());
        assertTrue(Pitch.median(Audio.mono(new float[16000], 16000)).isEmpty());
        assertTrue(Pitch.median(mono(0, 1, 0)).isEmpty());
    }
}

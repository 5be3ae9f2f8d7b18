package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
    static List<Arguments> rates() {
        return List.of(
                arguments(48000, 16000),
                arguments(44100, 16000),
                arguments(44100, 48000),
                arguments(48000, 44100),
                arguments(16000, 48000),
                arguments(22050, 16000),
                arguments(16000, 22050),
                arguments(8000, 16000),
                arguments(192000, 16000));
    }

    private static Audio tone(double frequency, int rate) {
        float[] samples = new float[rate / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * frequency * i / rate));
        }
        return Audio.mono(samples, rate);
    }

    /** The steady part, without the tone's switching on and off. */
    private static Audio middle(Audio audio) {
        return audio.slice(audio.length() / 10, audio.length() * 9 / 10);
    }

    /** Level relative to the tone that went in. */
    private static double gainDb(double frequency, int from, int to) {
        return Level.of(middle(Resampler.resample(tone(frequency, from), to))).rmsDb()
                - Level.of(middle(tone(frequency, from))).rmsDb();
    }

    @ParameterizedTest
    @MethodSource("rates")
    void thePassBandIsFlatAndTheStopBandIsQuiet(int from, int to) {
        double nyquist = Math.min(from, to) / 2.0;
        for (double f : new double[] {0.01, 0.1, 0.3, 0.5, 0.6}) {
            assertEquals(0, gainDb(f * nyquist, from, to), 0.01, "at " + f);
        }
        assertEquals(-0.06, gainDb(0.8 * nyquist, from, to), 0.02);
        assertEquals(-6.0, gainDb(0.9 * nyquist, from, to), 0.1);
        for (double f : new double[] {1.05, 1.1, 1.2, 1.37, 1.8, 2.3}) {
            if (f * nyquist < from / 2.0) {
                assertTrue(gainDb(f * nyquist, from, to) < -65, "at " + f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"48000,16000", "48000,44100", "22050,16000", "16000,8000"})
    void theEdgeOfTheStopBandIsAsDocumented(int from, int to) {
        for (double f : new double[] {1, 1.001, 1.005, 1.01, 1.015, 1.02, 1.025, 1.03, 1.04, 1.065, 1.08}) {
            double wanted = f < 1.01 ? -44 : f < 1.02 ? -57 : -61;
            assertTrue(gainDb(f * to / 2, from, to) < wanted, "at " + f);
        }
    }

    @ParameterizedTest
    @MethodSource("rates")
    void theSoundIsNotDelayedAndItsImagesAreQuiet(int from, int to) {
        for (double f : new double[] {100, 440, 2000}) {
            Audio wanted = tone(f, to);
            Audio got = Resampler.resample(tone(f, from), to);
            assertEquals(wanted.length(), got.length());
            float[] error = new float[wanted.length()];
            for (int i = 0; i < error.length; i++) {
                error[i] = got.sample(0, i) - wanted.sample(0, i);
            }
            double errorDb = Level.of(middle(Audio.mono(error, to))).rmsDb()
                    - Level.of(middle(wanted)).rmsDb();
            assertTrue(errorDb < -65, f + " Hz: " + errorDb);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,1", "3,1", "4,1", "5,2", "44100,16000", "44101,16000", "99999,36281"})
    void theLengthIsExact(int length, int wanted) {
        Audio sound = Audio.of(new float[2][length], 44100);
        assertEquals(wanted, Resampler.resample(sound, 16000).length());
    }

    @ParameterizedTest
    @CsvSource({"16000,48000", "48000,16000", "44100,16000", "16000,22050"})
    void theLastSamplesAreThere(int from, int to) {
        float[] samples = new float[from];
        Arrays.fill(samples, from - from / 100, from, 0.5f);
        Audio got = Resampler.resample(Audio.mono(samples, from), to);
        Level end = Level.of(got.slice(got.length() - to / 200, got.length() - to / 1000));
        assertEquals(20 * Math.log10(0.5), end.rmsDb(), 0.5);
    }

    @Test
    void aConstantStaysThatConstant() {
        float[] samples = new float[10_000];
        Arrays.fill(samples, 0.25f);
        Audio got = middle(Resampler.resample(Audio.mono(samples, 44100), 16000));
        for (int i = 0; i < got.length(); i++) {
            assertEquals(0.25, got.sample(0, i), 0.25 * 0.002);
        }
    }

    @Test
    void theSameRateIsTheSameSound() {
        Audio sound = tone(440, 16000);
        assertSame(sound, Resampler.resample(sound, 16000));
    }

    @Test
    void channelsStayApart() {
        Audio left = tone(440, 48000);
        Audio both = Audio.of(new float[][] {left.channel(0), new float[left.length()]}, 48000);
        Audio got = Resampler.resample(both, 16000);
        assertEquals(Resampler.resample(left, 16000).sample(0, 1234), got.sample(0, 1234));
        assertEquals(0, Audio.mono(got.channel(1), 16000).peak());
    }

    @Test
    void refusesARateThatIsNone() {
        Audio sound = tone(440, 16000);
        assertThrows(IllegalArgumentException.class, () -> Resampler.resample(sound, 0));
        assertThrows(IllegalArgumentException.class, () -> Resampler.resample(sound, -8000));
    }
}

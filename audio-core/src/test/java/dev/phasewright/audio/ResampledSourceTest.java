package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import be.tarsos.dsp.resample.Resampler.Result;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResampledSourceTest {
    private static float[] noise(int length, int seed) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.3 * random.nextGaussian());
        }
        return samples;
    }

    /** The whole sound and much silence behind it, handed to TarsosDSP in one call. */
    private static float[] inOneCall(float[] samples, int from, int to, int length) {
        double factor = (double) to / from;
        float[] in = Arrays.copyOf(samples, samples.length + 200_000);
        float[] out = new float[length];
        Result result = new be.tarsos.dsp.resample.Resampler(true, factor, factor)
                .process(factor, in, 0, in.length, true, out, 0, length);
        assertEquals(length, result.outputSamplesGenerated);
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "48000,16000,60000",
        "44100,16000,60001",
        "16000,22050,30000",
        "8000,48000,9000",
        "192000,8000,60000",
        "16000,15999,20000",
        "44100,100,60000",
        "44100,16000,0",
        "44100,16000,1",
        "44100,16000,5",
        "16000,48000,100"
    })
    void piecesOfAnySizeGiveExactlyWhatTheWholeGives(int from, int to, int length) throws IOException {
        float[][] samples = {noise(length, 1), noise(length, 2)};
        int wanted = (int) Math.floor((double) length * to / from + 0.5);
        float[][] whole = {inOneCall(samples[0], from, to, wanted), inOneCall(samples[1], from, to, wanted)};
        Audio sound = Audio.of(samples, from);
        assertEquals(Audio.of(whole, to), Resampler.resample(sound, to));
        for (int step : new int[] {1, 100, 5000, 1 << 20}) {
            try (SoundSource source = Resampler.resample(sound.source(), to)) {
                assertEquals(wanted, source.length());
                assertEquals(to, source.sampleRate());
                float[][] got = new float[2][wanted + step];
                int done = 0;
                for (int count; (count = source.read(got, done, step)) > 0; done += count) {
                    assertEquals(Math.min(step, wanted - done), count);
                }
                assertEquals(wanted, done);
                for (int c = 0; c < 2; c++) {
                    assertArrayEquals(whole[c], Arrays.copyOf(got[c], wanted), "in steps of " + step);
                }
            }
        }
    }

    @Test
    void theSameRateIsTheSameSource() {
        SoundSource source = Audio.mono(noise(10, 1), 8000).source();
        assertSame(source, Resampler.resample(source, 8000));
    }

    @Test
    void refusesARateThatIsNone() {
        SoundSource source = Audio.mono(noise(10, 1), 8000).source();
        assertThrows(IllegalArgumentException.class, () -> Resampler.resample(source, 0));
    }

    @Test
    void closesWhatItReadsFrom() throws IOException {
        SoundSource file = SoundFile.open(Fixtures.sound("s16.wav"));
        Resampler.resample(file, 8000).close();
        IOException e = assertThrows(IOException.class, () -> file.read(new float[2][10], 0, 10));
        assertTrue(e instanceof java.nio.channels.ClosedChannelException, e.toString());
    }
}

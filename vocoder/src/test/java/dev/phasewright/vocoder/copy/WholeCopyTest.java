package dev.phasewright.vocoder.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sounds that are taken into memory before the first sample of their copy. */
class WholeCopyTest {
    private static final int RATE = 16_000;

    private static Audio sound() {
        float[][] channels = new float[2][200_000];
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < channels[c].length; i++) {
                channels[c][i] = (float) (0.3 * Math.sin(2 * Math.PI * (200 + 111 * c) * i / RATE));
            }
        }
        return Audio.of(channels, RATE);
    }

    @Test
    void aSoundThatDoesNotTellItsLengthIsRefusedOnTheWay() throws IOException {
        long[] read = new long[1];
        SoundSource endless = new SoundSource() {
            @Override
            public int channels() {
                return 1;
            }

            @Override
            public int sampleRate() {
                return RATE;
            }

            @Override
            public long length() {
                return -1;
            }

            @Override
            public int read(float[][] into, int offset, int count) {
                read[0] += count;
                return count;
            }

            @Override
            public void close() {}
        };
        CopyLimit limit = samples -> {
            if (samples > 1_000_000) {
                throw new IOException("too long");
            }
        };
        try (WholeCopy copy = new WholeCopy(endless, limit, (samples, channel) -> samples)) {
            assertThrows(IOException.class, () -> copy.read(new float[1][9], 0, 9));
        }
        assertTrue(read[0] < 2_000_000, "read " + read[0]);
    }

    @Test
    void aSoundThatDoesNotTellItsLengthIsCopiedWhole() throws IOException {
        Audio sound = sound();
        SoundSource known = sound.source();
        SoundSource unknown = new SoundSource() {
            @Override
            public int channels() {
                return 2;
            }

            @Override
            public int sampleRate() {
                return RATE;
            }

            @Override
            public long length() {
                return -1;
            }

            @Override
            public int read(float[][] into, int offset, int count) throws IOException {
                return known.read(into, offset, count);
            }

            @Override
            public void close() {}
        };
        float[][] copy = new float[2][300_000];
        try (SoundSource whole = SameLength.after(
                unknown,
                s -> Resampler.resample(
                        new WholeCopy(Resampler.resample(s, 22_050), length -> {}, (samples, channel) -> samples),
                        RATE))) {
            assertEquals(200_000, whole.read(copy, 0, 300_000));
            assertEquals(0, whole.read(copy, 0, 1));
        }
        assertArrayEquals(sound.slice(1000, 190_000).channel(1), Arrays.copyOfRange(copy[1], 1000, 190_000), 1e-3f);
    }
}

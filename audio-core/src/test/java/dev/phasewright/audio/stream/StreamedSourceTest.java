package dev.phasewright.audio.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedSourceTest {
    /** Gives each sample out {@value #DELAY} samples later, negated; at the end one sample a flush. */
    private static final class Delayed implements Streaming<float[], float[]> {
        private static final int DELAY = 5;

        private float[] held = {};

        @Override
        public float[] step(float[] piece) {
            float[] all = Arrays.copyOf(held, held.length + piece.length);
            System.arraycopy(piece, 0, all, held.length, piece.length);
            int ready = Math.max(0, all.length - DELAY);
            held = Arrays.copyOfRange(all, ready, all.length);
            return negated(Arrays.copyOf(all, ready));
        }

        @Override
        public float[] flush() {
            int ready = Math.min(1, held.length);
            float[] out = negated(Arrays.copyOf(held, ready));
            held = Arrays.copyOfRange(held, ready, held.length);
            return out;
        }

        @Override
        public void reset() {
            held = new float[0];
        }

        private static float[] negated(float[] samples) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = -samples[i];
            }
            return samples;
        }
    }

    private static Audio ramp(int length) {
        float[][] samples = new float[2][length];
        for (int i = 0; i < length; i++) {
            samples[0][i] = i;
            samples[1][i] = i + 0.5f;
        }
        return Audio.of(samples, 8000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 8191, 8192, 8193, 20_000})
    void whatWentInComesOut(int length) throws IOException {
        Audio sound = ramp(length);
        Streaming<float[][], float[][]> both = new PerChannel(List.of(new Delayed(), new Delayed()));
        try (SoundSource streamed = new StreamedSource(sound.source(), both)) {
            assertEquals(length, streamed.length());
            assertEquals(sound.scaled(-1), Audio.readAll(streamed));
        }
    }

    @Test
    void afterAResetItIsAsNew() {
        Streaming<float[][], float[][]> one = new PerChannel(List.of(new Delayed()));
        one.step(new float[1][7]);
        one.reset();
        assertEquals(0, one.step(new float[1][5])[0].length);
    }

    @Test
    void theReadThatGivesTheLastSampleHasSeenTheEndAndAFailureStays() throws IOException {
        IOException torn = new IOException("torn");
        BufferedSource source = new BufferedSource(1) {
            private boolean begun;

            @Override
            protected boolean more() throws IOException {
                if (begun) {
                    throw torn;
                }
                begun = true;
                append(new float[1][10], 0, 10);
                return true;
            }

            @Override
            public int sampleRate() {
                return 8000;
            }

            @Override
            public long length() {
                return 10;
            }

            @Override
            public void close() {}
        };
        assertEquals(9, source.read(new float[1][9], 0, 9));
        assertTrue(source.isWaiting());
        for (int i = 0; i < 2; i++) {
            assertSame(torn, assertThrows(IOException.class, () -> source.read(new float[1][1], 0, 1)));
        }
    }
}

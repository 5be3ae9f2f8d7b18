package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StftTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 256, 64, Window.HANN);
    private final Stft stft = Stft.of(SPEC);

    @Test
    void aFullScaleSineReadsHalfTheSumOfTheWindow() {
        float[] sine = new float[4000];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 16_000);
        }
        assertEquals(64, stft.forward(sine).magnitudes().at(20, 16), 1e-4);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 96, 128, 250, 1024})
    void aSingleFrameIsTransformedAsInTheWholeAndBack(int n) {
        Stft plain = Stft.of(new StftSpec(16_000, n, n / 2, Window.RECTANGULAR));
        float[] samples = new float[n];
        double[] frame = new double[n];
        for (int i = 0; i < n; i++) {
            samples[i] = (float) Math.sin(i * i);
            frame[i] = samples[i];
        }
        ComplexSpectrogram whole = plain.forward(samples);

        plain.forwardFrame(frame);

        assertEquals(whole.re(1, 0), frame[0], 1e-4);
        assertEquals(whole.re(1, n / 2), frame[1], 1e-4);
        for (int k = 1; k < n / 2; k++) {
            assertEquals(whole.re(1, k), frame[2 * k], 1e-4);
            assertEquals(whole.im(1, k), frame[2 * k + 1], 1e-4);
        }
        plain.inverseFrame(frame);
        for (int i = 0; i < n; i++) {
            assertEquals(samples[i], frame[i], 1e-12);
        }
    }

    @Test
    void stereoIsRefusedNamingTheChannels() {
        Audio stereo = Audio.of(new float[2][100], 16_000);
        String message = assertThrows(IllegalArgumentException.class, () -> stft.forward(stereo))
                .getMessage();
        assertTrue(message.contains("2 channels"), message);
    }

    @Test
    void anotherRateIsRefusedNamingBoth() {
        Audio audio = Audio.mono(new float[100], 44_100);
        String message = assertThrows(IllegalArgumentException.class, () -> stft.forward(audio))
                .getMessage();
        assertTrue(message.contains("44100") && message.contains("16000"), message);
    }

    @Test
    void aSpectrumOfAnotherTransformIsRefusedNamingBoth() {
        ComplexSpectrogram other =
                Stft.of(new StftSpec(16_000, 512, 64, Window.HANN)).forward(new float[100]);
        String message = assertThrows(IllegalArgumentException.class, () -> stft.inverse(other))
                .getMessage();
        assertTrue(message.contains("fftSize=512") && message.contains("fftSize=256"), message);
    }

    @Test
    void aSoundTooLongForOneSpectrogramIsRefused() {
        Stft dense = Stft.of(new StftSpec(16_000, 1 << 15, 1, Window.HANN));
        String message = assertThrows(IllegalArgumentException.class, () -> dense.forward(new float[150_000]))
                .getMessage();
        assertTrue(message.contains("150000 samples"), message);
    }

    @Test
    void theInverseIsTheLeastSquaresEstimate() {
        // Its own spectrum is the nearest consistent one: what is left over is orthogonal to every sound's spectrum.
        ComplexSpectrogram inconsistent = randomSpectrum(1000, 1);
        ComplexSpectrogram estimate = stft.forward(stft.inverse(inconsistent));
        ComplexSpectrogram rest = inconsistent.combine(1, estimate, -1);
        ComplexSpectrogram anySound = stft.forward(noise(1000, 2));
        double dot = 0;
        for (int f = 0; f < rest.frames(); f++) {
            for (int k = 0; k < rest.bins(); k++) {
                double weight = k == 0 || k == rest.bins() - 1 ? 1 : 2;
                dot += weight * rest.re(f, k) * anySound.re(f, k) + weight * rest.im(f, k) * anySound.im(f, k);
            }
        }
        assertEquals(0, dot / (energy(rest) * energy(anySound)), 1e-6);
    }

    @Test
    void aModifiedSpectrumEndsWithoutAClickThoughTheWindowNearlyEndsThere() {
        Stft sparse = Stft.of(new StftSpec(16_000, 256, 128, Window.HANN));
        ComplexSpectrogram sound = sparse.forward(noise(1023, 3));
        float[] phase = new float[sound.frames() * sound.bins()];
        Random random = new Random(4);
        for (int i = 0; i < phase.length; i++) {
            phase[i] = (float) (2 * Math.PI * random.nextDouble());
        }
        float[] rephased = sparse.inverse(ComplexSpectrogram.fromPolar(sound.magnitudes(), phase));
        for (float v : rephased) {
            assertTrue(Math.abs(v) < 10, "sample " + v);
        }
    }

    @Test
    void threadsShareOneTransform() {
        float[][] sounds = IntStream.range(0, 64).mapToObj(i -> noise(3001, i)).toArray(float[][]::new);
        float[][] together = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> stft.inverse(stft.forward(sounds[i])))
                .toArray(float[][]::new);
        for (int i = 0; i < sounds.length; i++) {
            assertArrayEquals(stft.inverse(stft.forward(sounds[i])), together[i]);
        }
    }

    private ComplexSpectrogram randomSpectrum(int samples, long seed) {
        int size = SPEC.frames(samples) * SPEC.bins();
        ComplexSpectrogram both = new ComplexSpectrogram(SPEC, samples, noise(size, seed), noise(size, seed + 100));
        float[] im = both.imaginaries();
        for (int f = 0; f < both.frames(); f++) {
            im[f * SPEC.bins()] = 0;
            im[f * SPEC.bins() + SPEC.bins() - 1] = 0;
        }
        return new ComplexSpectrogram(SPEC, samples, both.reals(), im);
    }

    private static double energy(ComplexSpectrogram c) {
        double sum = 0;
        for (float m : c.magnitudes().toArray()) {
            sum += m * (double) m;
        }
        return Math.sqrt(sum);
    }

    private static float[] noise(int n, long seed) {
        Random random = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    @Test
    void atAnotherRateWindowsLastAsLongAndOverlapAsOften() {
        StftSpec spec = new StftSpec(16_000, 1024, 128, Window.HANN);
        assertSame(spec, spec.at(16_000));
        assertEquals(new StftSpec(8_000, 512, 64, Window.HANN), spec.at(8_000));
        assertEquals(new StftSpec(48_000, 3072, 384, Window.HANN), spec.at(48_000));
        // 2822.4 samples; 2800 is 2⁴·5²·7, and what lies nearer has greater factors.
        assertEquals(new StftSpec(44_100, 2800, 350, Window.HANN), spec.at(44_100));
        assertEquals(new StftSpec(1, 4, 1, Window.HANN), spec.at(1));
        assertEquals(1 << 20, spec.at(Integer.MAX_VALUE).fftSize());
    }
}

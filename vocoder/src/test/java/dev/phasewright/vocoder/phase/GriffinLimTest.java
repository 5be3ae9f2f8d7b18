package dev.phasewright.vocoder.phase;

import static dev.phasewright.vocoder.phase.Resynthesis.convergence;
import static dev.phasewright.vocoder.phase.Resynthesis.glide;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GriffinLimTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 1024, 256, Window.HANN);

    @ParameterizedTest
    @CsvFileSource(resources = "griffinlim_torchaudio.csv", numLinesToSkip = 1)
    void reachesWhatTorchaudioReachesFromTheSamePhase(
            int fft, int hop, int iterations, double momentum, double expected) {
        Magnitudes wanted = glide(new StftSpec(16_000, fft, hop, Window.HANN));

        double found = convergence(wanted, new GriffinLim(iterations, momentum, new ZeroPhase()), 0);

        // The ends of the sound differ (torchaudio reflects them), and differences grow with momentum.
        assertEquals(expected, found, iterations == 32 && momentum > 0 ? 1 : 0.05);
    }

    /** The theorem of Griffin and Lim (1984), for the distance over all bins, conjugate ones included. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void classicNeverGetsFartherFromTheMagnitudesWanted(long seed) {
        StftSpec spec = new StftSpec(16_000, 256, 64, Window.HANN);
        Stft stft = Stft.of(spec);
        float[] middle = new float[4000];
        System.arraycopy(SyllableGlide.samples(16_000, 16_000), 6000, middle, 0, middle.length);
        Magnitudes wanted = stft.forward(middle).magnitudes();
        ComplexSpectrogram estimate = new RandomPhase().reconstruct(wanted, new SplittableRandom(seed));
        double before = Double.POSITIVE_INFINITY;
        double firstDistance = distance(stft, estimate, wanted);

        for (int i = 0; i < 60; i++) {
            double now = distance(stft, estimate, wanted);
            assertTrue(now <= before * (1 + 1e-6), "iteration " + i + ": " + now + " after " + before);
            before = now;
            ComplexSpectrogram reached = estimate;
            estimate = new GriffinLim(1, 0, (m, r) -> reached).reconstruct(wanted, new SplittableRandom(0));
        }

        assertTrue(before < firstDistance / 2, "from " + firstDistance + " only to " + before);
    }

    private static double distance(Stft stft, ComplexSpectrogram estimate, Magnitudes wanted) {
        Magnitudes found = stft.forward(stft.inverse(estimate)).magnitudes();
        double sum = 0;
        for (int f = 0; f < wanted.frames(); f++) {
            for (int k = 0; k < wanted.bins(); k++) {
                double d = wanted.at(f, k) - found.at(f, k);
                sum += (k == 0 || k == wanted.bins() - 1 ? 1 : 2) * d * d;
            }
        }
        return sum;
    }

    @Test
    void iterationsCanBeExchanged() {
        assertEquals(GriffinLim.accelerated(7), GriffinLim.accelerated(32).times(7));
    }

    @Test
    void moreIterationsConvergeFurther() {
        Magnitudes wanted = glide(SPEC);
        double before = convergence(wanted, new RandomPhase(), 1);

        for (int iterations : new int[] {4, 16, 64}) {
            double now = convergence(wanted, GriffinLim.fast(iterations), 1);
            assertTrue(now < before - 2, iterations + " iterations: " + now + " dB after " + before);
            before = now;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fastIsDecibelsAheadOfClassicAfter32(long seed) {
        Magnitudes wanted = glide(SPEC);

        double classic = convergence(wanted, GriffinLim.classic(32), seed);
        double fast = convergence(wanted, GriffinLim.fast(32), seed);

        assertTrue(fast < classic - 3, "fast " + fast + " dB, classic " + classic + " dB");
    }

    @ParameterizedTest
    @CsvSource({"128, 32", "256, 32", "256, 100", "512, 100"})
    void acceleratedIsAheadOfFastAndFastOfClassicOnSpeech(int hop, int iterations) {
        Magnitudes wanted = Resynthesis.speech(new StftSpec(16_000, 1024, hop, Window.HANN));

        double classic = convergence(wanted, GriffinLim.classic(iterations), 1);
        double fast = convergence(wanted, GriffinLim.fast(iterations), 1);
        double accelerated = convergence(wanted, GriffinLim.accelerated(iterations), 1);

        assertTrue(fast < classic - 2, "fast " + fast + " dB, classic " + classic + " dB");
        assertTrue(accelerated < fast - 0.5, "accelerated " + accelerated + " dB, fast " + fast + " dB");
    }

    /** With γ = 1 the second inertia has nothing to act on. */
    @Test
    void fastIsAcceleratedWithoutTheLongerStep() {
        Magnitudes wanted = glide(SPEC);

        assertArrayEquals(
                GriffinLim.fast(4).reconstruct(wanted, new SplittableRandom(1)).reals(),
                new GriffinLim(4, 0.99, 1.2, 1, new RandomPhase())
                        .reconstruct(wanted, new SplittableRandom(1))
                        .reals());
    }

    @Test
    void anotherMethodsPhaseIsAHeadStart() {
        Magnitudes wanted = Resynthesis.speech(SPEC);

        double alone = convergence(wanted, new Pghi(), 1);
        double refined = convergence(wanted, GriffinLim.fast(16).from(new Pghi()), 1);
        double fromRandom = convergence(wanted, GriffinLim.fast(16), 1);

        assertTrue(refined < alone - 2 && refined < fromRandom - 5, refined + " after " + alone + ", " + fromRandom);
    }

    @Test
    void keepsMagnitudesSpecAndLength() {
        Magnitudes wanted = glide(SPEC);

        ComplexSpectrogram found = GriffinLim.fast(3).reconstruct(wanted, new SplittableRandom(1));

        assertEquals(wanted.spec(), found.spec());
        assertEquals(wanted.samples(), found.samples());
        assertTrue(SpectralConvergence.between(wanted, found.magnitudes()) < -120);
    }

    @Test
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Magnitudes wanted = glide(SPEC);
        float[] one =
                GriffinLim.fast(2).reconstruct(wanted, new SplittableRandom(1)).reals();

        assertArrayEquals(
                one,
                GriffinLim.fast(2).reconstruct(wanted, new SplittableRandom(1)).reals());
        float[] other =
                GriffinLim.fast(2).reconstruct(wanted, new SplittableRandom(2)).reals();
        assertTrue(Arrays.mismatch(one, other) >= 0);
    }

    @Test
    void aTrueFirstPhaseIsKept() {
        Stft stft = Stft.of(SPEC);
        ComplexSpectrogram truth = stft.forward(SyllableGlide.samples(16_000, 16_000));
        PhaseReconstructor polish = new GriffinLim(8, 0.99, (magnitudes, random) -> truth);

        assertTrue(convergence(truth.magnitudes(), polish, 0) < -100);
    }

    @Test
    void silenceAndNothingStaySilent() {
        for (int samples : new int[] {0, 1, 5000}) {
            Magnitudes silence = new Magnitudes(SPEC, samples, new float[SPEC.frames(samples) * SPEC.bins()]);
            ComplexSpectrogram found = GriffinLim.fast(4).reconstruct(silence, new SplittableRandom(1));
            assertArrayEquals(new float[samples], Stft.of(SPEC).inverse(found), 0);
        }
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, Double.NaN));
        PhaseReconstructor random = new RandomPhase();
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, 0.9, -1, 1, random));
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, 0.9, 1, 0, random));
        assertThrows(IllegalArgumentException.class, () -> new GriffinLim(1, 0.9, 1, 2.1, random));
    }
}

package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every reconstructor that has a name. */
class EveryReconstructorTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 256, 64, Window.HANN);

    static List<String> names() {
        return PhaseMethods.names();
    }

    private static ComplexSpectrogram reconstruct(String name, Magnitudes magnitudes, long seed) {
        return PhaseMethods.named(name).reconstruct(magnitudes, new SplittableRandom(seed));
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsMagnitudesSpecAndLength(String name) {
        Magnitudes wanted = Resynthesis.speech(SPEC);

        ComplexSpectrogram found = reconstruct(name, wanted, 1);

        assertEquals(SPEC, found.spec());
        assertEquals(wanted.samples(), found.samples());
        float[] expected = wanted.toArray();
        float[] actual = found.magnitudes().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2e-6 * expected[i] + 1e-12, "bin " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameSeedGivesTheSameBits(String name) {
        Magnitudes wanted = Resynthesis.speech(SPEC);

        ComplexSpectrogram one = reconstruct(name, wanted, 7);
        ComplexSpectrogram two = reconstruct(name, wanted, 7);

        assertArrayEquals(one.reals(), two.reals());
        assertArrayEquals(one.imaginaries(), two.imaginaries());
    }

    @ParameterizedTest
    @MethodSource("names")
    void silenceAndNothingStaySilent(String name) {
        for (int samples : new int[] {0, 1, 63, 64, 5000}) {
            Magnitudes silence = new Magnitudes(SPEC, samples, new float[SPEC.frames(samples) * SPEC.bins()]);

            float[] found = Stft.of(SPEC).inverse(reconstruct(name, silence, 1));

            assertArrayEquals(new float[samples], found, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneFrameAndTwoGetAPhase(String name) {
        for (int samples : new int[] {0, 10, 64, 100}) {
            float[] values = new float[SPEC.frames(samples) * SPEC.bins()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 5;
            }

            float[] found = Stft.of(SPEC).inverse(reconstruct(name, new Magnitudes(SPEC, samples, values), 1));

            assertEquals(samples, found.length);
            for (float x : found) {
                assertTrue(Float.isFinite(x));
            }
        }
    }

    /** Sound, digital silence, sound again; and magnitudes at both ends of what a float can hold. */
    @ParameterizedTest
    @MethodSource("names")
    void gapsAndExtremesStayFinite(String name) {
        float[] values = new float[60 * SPEC.bins()];
        for (int i = 0; i < values.length; i++) {
            int frame = i / SPEC.bins();
            values[i] = frame / 10 % 2 == 0 ? 0 : frame < 20 ? Float.MIN_VALUE * (i % 3) : 0x1p50f * (1 + i % 3);
        }

        ComplexSpectrogram found = reconstruct(name, new Magnitudes(SPEC, 59 * SPEC.hop(), values), 1);

        for (float x : found.reals()) {
            assertTrue(Float.isFinite(x));
        }
        for (float x : found.imaginaries()) {
            assertTrue(Float.isFinite(x));
        }
    }
}

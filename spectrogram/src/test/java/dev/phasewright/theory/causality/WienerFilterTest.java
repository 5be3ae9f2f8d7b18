package dev.phasewright.theory.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of clips that are Gaussian fields the best denoiser is Wiener's filter, and so it is its own null. */
class WienerFilterTest {
    private static final int FRAMES = 16;
    private static final int BANDS = 12;
    private static final CosineTransform TRANSFORM = new CosineTransform(FRAMES, BANDS);

    private static SpatialSpectrum spectrum() {
        SpectrumMeter meter = new SpectrumMeter(FRAMES, BANDS);
        for (int i = 0; i < 2000; i++) {
            meter.add(coefficients(i));
        }
        return meter.spectrum();
    }

    private static float[] coefficients(long seed) {
        float[] c = new float[FRAMES * BANDS];
        NormalDeviates.fill(c, 0, c.length, Seeds.stream(1, "field", seed));
        for (int k = 0; k < c.length; k++) {
            int row = k / BANDS;
            int column = k % BANDS;
            c[k] *= (float) (20 / Math.pow(1 + Math.hypot(row, column), 1.5));
        }
        return c;
    }

    private static NoisyClips clips() {
        List<float[]> clips = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clips.add(TRANSFORM.inverse(coefficients(i)));
        }
        return new NoisyClips(FRAMES, BANDS, clips, 7);
    }

    private static Denoiser filter(SpatialSpectrum spectrum) {
        float[] lambda = spectrum.map();
        return (noisy, sigma, condition) -> {
            float[] gain = new float[lambda.length];
            for (int k = 0; k < gain.length; k++) {
                gain[k] = (float) (lambda[k] / (lambda[k] + sigma * sigma));
            }
            return TRANSFORM.inverse(
                    TRANSFORM.forward(noisy).mul(noisy.getManager().create(gain, new Shape(FRAMES, BANDS))));
        };
    }

    @Test
    void itsErrorsAreThosePredicted() {
        SpatialSpectrum spectrum = spectrum();
        try (NDManager manager = NDManager.newBaseManager()) {
            BandErrors found = BandErrors.of(
                    filter(spectrum), clips(), spectrum, new double[] {0.1, 0.3, 1, 3, 10, 30}, manager, done -> {});

            assertEquals(6, found.levels().size());
            for (BandErrors.Level level : found.levels()) {
                for (int b = 1; b < found.bands().size(); b++) {
                    double wiener = level.wiener().get(b);
                    assertEquals(wiener, level.network().get(b), 0.15 * wiener + 0.01, level + ", band " + b);
                }
            }
            for (int b = 1; b < found.bands().size(); b++) {
                double predicted = found.predictedBelow(b).orElseThrow();
                assertEquals(1, found.restoredBelow(b).orElseThrow() / predicted, 0.3);
            }
            assertTrue(found.predictedBelow(1).orElseThrow()
                    > 2 * found.predictedBelow(3).orElseThrow());
        }
    }

    @Test
    void itsMatrixIsItsDiagonal() {
        SpatialSpectrum spectrum = spectrum();
        try (NDManager manager = NDManager.newBaseManager()) {
            CausalityMatrix found =
                    CausalityMatrix.of(filter(spectrum), clips(), spectrum, new double[] {10, 1}, manager, done -> {});

            for (CausalityMatrix.Level level : found.levels()) {
                for (int to = 0; to < found.bands().size(); to++) {
                    for (int from = 0; from < found.bands().size(); from++) {
                        double expected = to == from ? level.wiener().get(to) : 0;
                        assertEquals(expected, level.gains().get(to).get(from), 0.05 * expected + 1e-6);
                    }
                }
            }
            assertEquals(1, found.shares().same(), 1e-5);
            assertEquals(0, found.shares().downward(), 1e-5);
            CausalityMatrix.Shares high = found.shares(found.levels().get(0));
            assertEquals(high.drownedNull(), high.drowned(), 0.02);
        }
    }

    @Test
    void clipsOfAnotherSizeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NoisyClips(FRAMES, BANDS, Collections.singletonList(new float[3]), 1));
        assertThrows(IllegalArgumentException.class, () -> new NoisyClips(FRAMES, BANDS, List.of(), 1));
    }
}

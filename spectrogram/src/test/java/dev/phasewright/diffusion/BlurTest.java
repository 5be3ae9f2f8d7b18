package dev.phasewright.diffusion;

import static dev.phasewright.diffusion.GaussianField.BANDS;
import static dev.phasewright.diffusion.GaussianField.FRAMES;
import static dev.phasewright.diffusion.GaussianField.SPECTRUM;
import static dev.phasewright.diffusion.GaussianField.TRANSFORM;
import static dev.phasewright.diffusion.GaussianField.white;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlurTest {
    /** The best denoiser of a Gaussian field of the spectrum. */
    private static Denoiser wiener(Blur blur) {
        float[] lambda = SPECTRUM.map();
        return (noisy, sigma, condition) -> {
            float[] kept = blur.kept(FRAMES, BANDS, sigma);
            double noise = blur.noiseAt(sigma);
            float[] gain = new float[lambda.length];
            for (int k = 0; k < gain.length; k++) {
                gain[k] = (float) (lambda[k] * kept[k] / (lambda[k] * kept[k] * kept[k] + noise * noise));
            }
            return TRANSFORM.inverse(
                    TRANSFORM.forward(noisy).mul(noisy.getManager().create(gain, new Shape(FRAMES, BANDS))));
        };
    }

    @Test
    void detailFadesBeforeTheWholeAndNothingAtTheLowestLevel() {
        Blur blur = new Blur(SPECTRUM, Blur.Kind.NOISY, 20);
        float[] clean = white(1);
        float[] barely = blur.faded(clean, 0.002);
        for (int i = 0; i < clean.length; i++) {
            assertEquals(clean[i], barely[i], 2e-3);
        }
        float[] kept = blur.kept(FRAMES, BANDS, 0.5);
        assertEquals(1, kept[0], 1e-6);
        assertTrue(kept[BANDS + 1] < 0.9 && kept[kept.length - 1] < 0.01, "the finest is gone");
    }

    /** In the published form of an image, where both axes are alike, e^(−π²(u²/H² + v²/W²)·w²/2). */
    @Test
    void aSpectrumThatIsAlikeAlongBothAxesIsBlurredAsThePaperDoes() {
        SpatialSpectrum flat = new SpatialSpectrum(8, 8, Collections.nCopies(36, 1f));
        float[] kept = new Blur(flat, Blur.Kind.NOISY, 3).kept(8, 8, 1);
        double wide = 3 * 0.5;
        double expected = 0.999 * Math.exp(-Math.PI * Math.PI * (4 / 64.0 + 1 / 64.0) * wide * wide / 2) + 0.001;
        assertEquals(expected, kept[2 * 8 + 1], 1e-6);
    }

    /** The same coefficients come out as went in, each scaled from the start's deviation to the field's. */
    @Test
    void aFieldComesBackFromBlurAndNoise() {
        Blur blur = new Blur(SPECTRUM, Blur.Kind.NOISY, 2);
        for (Sampler asked : List.of(new EulerSampler(), new HeunSampler())) {
            double tolerance = asked instanceof HeunSampler ? 0.02 : 0.06;
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray start = blur.start(NoiseSchedule.STANDARD, manager.ones(new Shape(1, FRAMES, BANDS)));
                NDArray sample = blur.sampler(asked)
                        .sample(
                                wiener(blur),
                                start,
                                NoiseSchedule.STANDARD.levels(200),
                                Condition.none(1),
                                (m, s) -> m.zeros(s),
                                SamplingObserver.NONE);
                float[] left = TRANSFORM.forward(sample.toFloatArray());
                float[] lambda = SPECTRUM.map();
                for (int k = 0; k < left.length; k++) {
                    assertEquals(1, left[k] / Math.sqrt(lambda[k]), tolerance, asked + ", λ = " + lambda[k]);
                }
            }
        }
    }

    /** The coarse half comes back whole; of the fine half less does, since each step forgets what it is not sure of. */
    @Test
    void aFieldComesBackFromHeat() {
        Blur blur = new Blur(SPECTRUM, Blur.Kind.HEAT, 2);
        int count = 300;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray white = GaussianNoise.perItem(GaussianNoise.itemSeeds(3, count))
                    .draw(manager, new Shape(count, FRAMES, BANDS));
            NDArray sample = blur.sampler(new EulerSampler())
                    .sample(
                            wiener(blur),
                            blur.start(NoiseSchedule.STANDARD, white),
                            NoiseSchedule.STANDARD.levels(60),
                            Condition.none(count),
                            GaussianNoise.perItem(GaussianNoise.itemSeeds(4, count)),
                            SamplingObserver.NONE);
            NDArray power = TRANSFORM.forward(sample).square().mean(new int[] {0});
            float[] lambda = SPECTRUM.map();
            float[] found = power.toFloatArray();
            for (int k = 0; k < BANDS; k++) {
                double least = k < BANDS / 2 ? 0.6 : 0.3;
                assertTrue(found[k] > least * lambda[k] && found[k] < 1.3 * lambda[k], k + ": " + found[k]);
            }
        }
    }

    /** Else what blur leaves whole would be multiplied at each of a hundred steps, whatever is wrong with it. */
    @Test
    void whatIsGuessedFromAGuessIsNotMultiplied() {
        for (Blur.Kind kind : Blur.Kind.values()) {
            Blur blur = new Blur(SPECTRUM, kind, 20);
            for (double sigma : new double[] {0.01, 0.3, 1, 4, 80}) {
                assertTrue(blur.preconditioning(sigma).skip() <= 1, kind + " at " + sigma);
            }
            assertEquals("euler", Samplers.name(blur.plan().sampler()));
        }
    }

    /** What the network sees and is to say is of variance 1 at every level; without blur the factors are the usual. */
    @Test
    void factorsFollowFromTheSpectrum() {
        SpatialSpectrum unit = SPECTRUM.times(1 / SPECTRUM.variance());
        Blur blur = new Blur(unit, Blur.Kind.NOISY, 1e-6);
        for (double sigma : new double[] {0.1, 1, 10}) {
            Preconditioning usual = Preconditioning.at(sigma);
            Preconditioning own = blur.preconditioning(sigma);
            assertEquals(usual.in(), own.in(), 1e-3);
            assertEquals(usual.skip(), own.skip(), 1e-3);
            assertEquals(usual.out(), own.out(), 1e-2);
        }
        Blur wide = new Blur(unit, Blur.Kind.HEAT, 5);
        Preconditioning factors = wide.preconditioning(2);
        double input = 0;
        double target = 0;
        int count = 3000;
        float[] lambda = unit.map();
        for (int i = 0; i < count; i++) {
            float[] coefficients = white(i);
            for (int k = 0; k < lambda.length; k++) {
                coefficients[k] *= (float) Math.sqrt(lambda[k]);
            }
            float[] clean = TRANSFORM.inverse(coefficients);
            float[] seen = wide.faded(clean, 2);
            float[] noise = white(-1 - i);
            for (int j = 0; j < clean.length; j++) {
                double x = seen[j] + wide.noiseAt(2) * noise[j];
                input += Math.pow(factors.in() * x, 2) / count / clean.length;
                target += Math.pow((clean[j] - factors.skip() * x) / factors.out(), 2) / count / clean.length;
            }
        }
        assertEquals(1, input, 0.05);
        assertEquals(1, target, 0.05);
    }

    @Test
    void whatCannotBeIsRefused() {
        for (double width : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Blur(SPECTRUM, Blur.Kind.NOISY, width));
        }
        Blur heat = new Blur(SPECTRUM, Blur.Kind.HEAT, 20);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> heat.sampler(new HeunSampler()));
        assertEquals("the model undoes heat, by the sampler euler; not by heun", e.getMessage());
        assertEquals(heat, Corruption.named("heat", SPECTRUM));
        assertEquals(heat, Corruption.named(heat.toString(), SPECTRUM));
    }
}

package dev.phasewright.diffusion;

import static dev.phasewright.diffusion.GaussianField.BANDS;
import static dev.phasewright.diffusion.GaussianField.FRAMES;
import static dev.phasewright.diffusion.GaussianField.SPECTRUM;
import static dev.phasewright.diffusion.GaussianField.TRANSFORM;
import static dev.phasewright.diffusion.GaussianField.white;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CorruptionTest {
    @Test
    void whiteNoiseStaysAsItIs() {
        float[] noise = white(1);
        assertSame(noise, Corruption.white().noise(noise));
        assertEquals(Corruption.white(), Corruption.named("white", null));
    }

    /** The right mean and the right variance of each frequency, and the mean of log s is 0. */
    @Test
    void shapedNoiseHasThePowerOfTheSpectrumThatIsAsked() {
        for (double gamma : new double[] {-0.5, 0, 0.5, 1}) {
            Corruption corruption = new Corruption.Shaped(SPECTRUM, gamma);
            int count = 4000;
            double[] sum = new double[FRAMES * BANDS];
            double[] squares = new double[sum.length];
            for (int i = 0; i < count; i++) {
                float[] c = TRANSFORM.forward(corruption.noise(white(i)));
                for (int k = 0; k < c.length; k++) {
                    sum[k] += c[k] / count;
                    squares[k] += (double) c[k] * c[k] / count;
                }
            }
            float[] lambda = SPECTRUM.map();
            double first = squares[0] / Math.pow(lambda[0], gamma);
            double logs = 0;
            double power = 0;
            for (int k = 0; k < sum.length; k++) {
                assertEquals(0, sum[k] / Math.sqrt(squares[k]), 0.07);
                assertEquals(1, squares[k] / Math.pow(lambda[k], gamma) / first, 0.15, "γ = " + gamma);
                logs += Math.log(squares[k]) / sum.length;
                power += squares[k] / sum.length;
            }
            assertEquals(0, logs, 0.05);
            // The network's input is scaled by it.
            double deviation =
                    Math.sqrt(1 / Math.pow(corruption.preconditioning(1).in(), 2) - 1);
            assertEquals(deviation, Math.sqrt(power), 0.05 * deviation);
        }
    }

    /** What is said to stand above the noise does, of each way: what is left of each frequency, and the noise there. */
    @Test
    void signalToNoiseIsThatOfWhatIsLeftAndOfTheNoise() {
        float[] ones = new float[FRAMES * BANDS];
        Arrays.fill(ones, 1);
        float[] lambda = SPECTRUM.map();
        for (String name : new String[] {"white", "shaped:-0.5", "shaped:1", "blur:3", "heat:3", "wiener:shaped:1"}) {
            Corruption corruption = Corruption.named(name, SPECTRUM);
            double before = Double.POSITIVE_INFINITY;
            for (double sigma : new double[] {0.01, 0.3, 1, 4, 50}) {
                float[] left = TRANSFORM.forward(corruption.faded(TRANSFORM.inverse(ones), sigma));
                float[] ratios = Information.signalToNoise(corruption, SPECTRUM, sigma);
                // White noise looks the same on either side of the transform; noise of a shape is shaped there.
                boolean shaped = name.contains("shaped");
                float[] noise = shaped ? TRANSFORM.forward(corruption.noise(ones.clone())) : ones;
                double bits = 0;
                for (int k = 0; k < ratios.length; k++) {
                    double expected = lambda[k] * Math.pow(left[k] / (corruption.noiseAt(sigma) * noise[k]), 2);
                    assertEquals(expected, ratios[k], 2e-3 * expected + 1e-9, name + " at " + sigma);
                    bits += 0.5 * Math.log(1 + expected) / Math.log(2);
                }
                double information = Information.bits(corruption, SPECTRUM, sigma);
                assertEquals(bits, information, 1e-3 * bits, name);
                assertTrue(information < before, "less is left of " + name + " at " + sigma);
                before = information;
            }
        }
    }

    /** With the best denoiser of a Gaussian field, any sampler brings back the field, whatever the noise's spectrum. */
    @Test
    void aFieldComesBackFromShapedNoise() {
        float[] lambda = SPECTRUM.map();
        for (double gamma : new double[] {-0.5, 0.5, 1}) {
            Corruption corruption = new Corruption.Shaped(SPECTRUM, gamma);
            float[] ones = new float[lambda.length];
            Arrays.fill(ones, 1);
            float[] shape = TRANSFORM.forward(corruption.noise(ones));
            Denoiser wiener = (noisy, sigma, condition) -> {
                float[] gain = new float[lambda.length];
                for (int k = 0; k < gain.length; k++) {
                    gain[k] = (float) (lambda[k] / (lambda[k] + sigma * sigma * shape[k] * shape[k]));
                }
                return TRANSFORM.inverse(
                        TRANSFORM.forward(noisy).mul(noisy.getManager().create(gain, new Shape(FRAMES, BANDS))));
            };
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray start = manager.create(corruption.noise(ones), new Shape(1, FRAMES, BANDS))
                        .mul(80);
                NDArray sample = new HeunSampler()
                        .sample(
                                wiener,
                                start,
                                NoiseSchedule.STANDARD.levels(60),
                                Condition.none(1),
                                (m, s) -> m.zeros(s),
                                SamplingObserver.NONE);
                float[] left = TRANSFORM.forward(sample.toFloatArray());
                for (int k = 0; k < left.length; k++) {
                    assertEquals(1, left[k] / Math.sqrt(lambda[k]), 0.02, "γ = " + gamma + ", λ = " + lambda[k]);
                }
            }
        }
    }

    @Test
    void samplersDrawTheSameNoiseAsTrainingDoes() {
        Corruption corruption = new Corruption.Shaped(SPECTRUM, 0.7);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray drawn = corruption
                    .shaping((m, shape) -> m.create(white(3), shape))
                    .draw(manager, new Shape(1, FRAMES, BANDS));
            assertArrayEquals(corruption.noise(white(3)), drawn.toFloatArray(), 1e-5f);
            NDArray longer =
                    corruption.shaping((m, shape) -> m.ones(shape)).draw(manager, new Shape(2, 2 * FRAMES, BANDS));
            assertEquals(new Shape(2, 2 * FRAMES, BANDS), longer.getShape());
        }
    }

    @Test
    void whatIsNoCorruptionIsRefusedInWords() {
        for (String wrong : new String[] {
            "pink", "shaped:", "shaped:NaN", "shaped:Infinity", "shaped:3", "shaped", "blur:0", "heat:x", "blur:1e9"
        }) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> Corruption.named(wrong, SPECTRUM));
            assertTrue(e.getMessage().contains("choose white, shaped:γ"), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Corruption.named("shaped:1", null));
        assertEquals(Corruption.named("shaped:1", SPECTRUM), new Corruption.Shaped(SPECTRUM, 1));
        assertNotEquals(Corruption.named("shaped:1", SPECTRUM), Corruption.named("shaped:0.5", SPECTRUM));
    }
}

package dev.phasewright.diffusion;

import static dev.phasewright.diffusion.GaussianField.BANDS;
import static dev.phasewright.diffusion.GaussianField.FRAMES;
import static dev.phasewright.diffusion.GaussianField.SPECTRUM;
import static dev.phasewright.diffusion.GaussianField.TRANSFORM;
import static dev.phasewright.diffusion.GaussianField.white;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wiener's factors on Gaussian clips, of which the best denoiser is known: white noise and noise as strong as the clips. */
class WienerTest {
    private static final int CLIPS = 3000;
    private static final int SIZE = FRAMES * BANDS;
    private static final double[] LEVELS = {0.1, 1, 7};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static List<Wiener> both() {
        return List.of(
                new Wiener(SPECTRUM, Corruption.white()), new Wiener(SPECTRUM, new Corruption.Shaped(SPECTRUM, 1)));
    }

    /** Clips of the spectrum. */
    private NDArray clips() {
        float[] lambda = SPECTRUM.map();
        float[] values = new float[CLIPS * SIZE];
        for (int i = 0; i < CLIPS; i++) {
            float[] c = white(i);
            for (int k = 0; k < SIZE; k++) {
                c[k] *= (float) Math.sqrt(lambda[k]);
            }
            System.arraycopy(TRANSFORM.inverse(c), 0, values, i * SIZE, SIZE);
        }
        return manager.create(values, new Shape(CLIPS, FRAMES, BANDS));
    }

    private NDArray drowned(NDArray clips, Corruption corruption, double sigma) {
        float[] values = clips.toFloatArray();
        for (int i = 0; i < CLIPS; i++) {
            float[] noise = corruption.noise(white(100_000 + i));
            for (int j = 0; j < SIZE; j++) {
                values[i * SIZE + j] += (float) (sigma * noise[j]);
            }
        }
        return manager.create(values, clips.getShape());
    }

    private static double[] variances(NDArray clips) {
        float[] c = TRANSFORM.forward(clips).toFloatArray();
        double[] variances = new double[SIZE];
        for (int j = 0; j < c.length; j++) {
            variances[j % SIZE] += (double) c[j] * c[j] / CLIPS;
        }
        return variances;
    }

    private static double[] alike(double sigma) {
        double[] sigmas = new double[CLIPS];
        Arrays.fill(sigmas, sigma);
        return sigmas;
    }

    @Test
    void whatIsShownAndWhatIsToBeSaidHaveVarianceOneAtEveryFrequency() {
        NDArray clips = clips();
        for (Wiener wiener : both()) {
            for (double sigma : LEVELS) {
                NDArray noisy = drowned(clips, wiener, sigma);
                double[] shown = variances(wiener.shown(noisy, sigma));
                double[] target = variances(wiener.target(noisy, clips, alike(sigma)));
                for (int k = 0; k < SIZE; k++) {
                    assertEquals(1, shown[k], 0.12, wiener + " shows " + k + " at " + sigma);
                    assertEquals(1, target[k], 0.12, wiener + " wants of " + k + " at " + sigma);
                }
            }
        }
    }

    /** A network that says nothing is the best denoiser of Gaussian clips: its error is λσ²s²/(λ + σ²s²). */
    @Test
    void withoutANetworkItIsTheBestLinearDenoiser() {
        NDArray clips = clips();
        float[] lambda = SPECTRUM.map();
        for (Wiener wiener : both()) {
            double[] power = variances(drowned(clips.zerosLike(), wiener, 1));
            for (double sigma : LEVELS) {
                NDArray noisy = drowned(clips, wiener, sigma);
                NDArray off = wiener.denoised(noisy, noisy.zerosLike(), sigma).sub(clips);
                double[] errors = variances(off);
                for (int k = 0; k < SIZE; k++) {
                    double hidden = sigma * sigma * power[k];
                    double best = lambda[k] * hidden / (lambda[k] + hidden);
                    assertEquals(best, errors[k], 0.15 * best, wiener + " at " + k);
                }
                NDArray said = wiener.target(noisy, clips, alike(sigma)).neg();
                assertEquals(1, wiener.loss(said).getFloat(), 0.05);
                double out = wiener.preconditioning(sigma).out();
                assertEquals(
                        off.square().mean().getFloat() / (out * out),
                        wiener.lossOfPlain(said, alike(sigma)).getFloat(),
                        1e-3);
            }
        }
    }

    @Test
    void aNetworkThatSaysItsTargetSaysTheClip() {
        NDArray clips = clips();
        for (Wiener wiener : both()) {
            for (double sigma : LEVELS) {
                NDArray noisy = drowned(clips, wiener, sigma);
                NDArray said = wiener.denoised(noisy, wiener.target(noisy, clips, alike(sigma)), sigma);
                assertArrayEquals(clips.toFloatArray(), said.toFloatArray(), 1e-3f);
            }
        }
    }

    @Test
    void isNamedAfterItsNoiseAndIsOfNoiseAlone() {
        for (String name : new String[] {"wiener:white", "wiener:shaped:1.0"}) {
            Corruption.requireName(name);
            Corruption named = Corruption.named(name, SPECTRUM);
            assertEquals(name, named.toString());
            assertEquals(named, Corruption.named(name, SPECTRUM));
            assertThrows(IllegalArgumentException.class, () -> Corruption.named(name, null));
            assertArrayEquals(Corruption.named(name.substring(7), SPECTRUM).noise(white(1)), named.noise(white(1)));
        }
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Corruption.named("wiener:blur:5", SPECTRUM));
        assertTrue(e.getMessage().contains("is of noise, white or shaped, not of blur:5"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Corruption.named("wiener:wiener:white", SPECTRUM));
    }
}

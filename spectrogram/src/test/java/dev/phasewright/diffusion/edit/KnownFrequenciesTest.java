package dev.phasewright.diffusion.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KnownFrequenciesTest {
    private static final int FRAMES = 4;
    private static final int BANDS = 3;
    private static final int ALL = FRAMES * BANDS;
    private static final CosineTransform TRANSFORM = new CosineTransform(FRAMES, BANDS);

    private static float lambda(int k) {
        return 9f / (1 + k);
    }

    /** Of a Gaussian field whose coefficients are independent: what is known stays, all else is drawn as it varies. */
    @Test
    void keepsWhatIsKnownAndDrawsTheRest() {
        Denoiser field = (noisy, sigma, condition) -> {
            try (NDManager scope = noisy.getManager().newSubManager()) {
                float[] gains = new float[ALL];
                for (int k = 0; k < ALL; k++) {
                    gains[k] = (float) (lambda(k) / (lambda(k) + sigma * sigma));
                }
                NDArray said = TRANSFORM.inverse(
                        TRANSFORM.forward(noisy).mul(scope.create(gains, new Shape(1, FRAMES, BANDS))));
                said.attach(noisy.getManager());
                return said;
            }
        };
        float[] given = new float[ALL];
        for (int k = 0; k < ALL; k++) {
            given[k] = k;
        }
        float[] clean = TRANSFORM.inverse(given);
        boolean[] keep = new boolean[ALL];
        Arrays.fill(keep, 0, 5, true);
        int batch = 4000;
        try (NDManager manager = NDManager.newBaseManager()) {
            NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(3, batch));
            NoiseSchedule schedule = NoiseSchedule.STANDARD;
            float[] drawn = TRANSFORM
                    .forward(Samplers.named("heun")
                            .sample(
                                    new KnownFrequencies(field, clean, TRANSFORM, keep),
                                    schedule.start(noise.draw(manager, new Shape(batch, FRAMES, BANDS))),
                                    schedule.levels(40),
                                    Condition.none(batch),
                                    noise,
                                    SamplingObserver.NONE))
                    .toFloatArray();
            for (int k = 0; k < ALL; k++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < batch; i++) {
                    sum += drawn[i * ALL + k] / batch;
                    squares += (double) drawn[i * ALL + k] * drawn[i * ALL + k] / batch;
                }
                double variance = squares - sum * sum;
                assertEquals(keep[k] ? k : 0, sum, keep[k] ? 1e-3 : 0.2, "mean of " + k);
                assertEquals(keep[k] ? 0 : lambda(k), variance, keep[k] ? 1e-3 : 0.1 * lambda(k), "variance of " + k);
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new KnownFrequencies(field, clean, TRANSFORM, new boolean[ALL - 1]));
    }
}

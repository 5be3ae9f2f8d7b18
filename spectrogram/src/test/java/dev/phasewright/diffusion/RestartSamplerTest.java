package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartSamplerTest {
    private static final int BATCH = 500;
    private static final Shape ITEM = new Shape(8);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private float[] sample(Sampler sampler, Denoiser denoiser, SamplingObserver observer) {
        double[] levels = NoiseSchedule.STANDARD.levels(40);
        NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(3, BATCH));
        NDArray start = noise.draw(manager, new Shape(BATCH).addAll(ITEM)).mul(levels[0]);
        return sampler.sample(denoiser, start, levels, Condition.none(BATCH), noise, observer)
                .toFloatArray();
    }

    /** Of data with deviation 2. */
    private static NDArray gaussian(NDArray x, double sigma) {
        return x.mul(4 / (4 + sigma * sigma));
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += v * v;
        }
        return Math.sqrt(squares / values.length);
    }

    @Test
    void drawsWhatTheSamplerWithinDrawsAndCountsItsSteps() {
        List<Integer> steps = new ArrayList<>();
        RestartSampler sampler = new RestartSampler(new HeunSampler(), 3, 0.5, 20);
        float[] x = sample(sampler, (n, s, c) -> gaussian(n, s), (step, all, sigma, noisy, denoised) -> {
            assertEquals(step, steps.size());
            steps.add(all);
        });
        assertEquals(2, deviation(x), 0.06);
        assertEquals(steps.size(), steps.get(0));
    }

    @Test
    void withoutRestartsItIsTheSamplerWithin() {
        Denoiser model = (n, s, c) -> gaussian(n, s);
        float[] plain = sample(new HeunSampler(), model, SamplingObserver.NONE);
        assertArrayEquals(
                plain, sample(new RestartSampler(new HeunSampler(), 0, 0.5, 20), model, SamplingObserver.NONE));
        // Nor are there any where no two levels lie between.
        assertArrayEquals(
                plain, sample(new RestartSampler(new HeunSampler(), 2, 90, 100), model, SamplingObserver.NONE));
    }

    @Test
    void itMayStopWhereNoiseIsLeft() {
        double[] levels = {80, 40, 20, 10, 5};
        NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(3, BATCH));
        NDArray start = noise.draw(manager, new Shape(BATCH).addAll(ITEM)).mul(80);
        float[] x = new RestartSampler(new HeunSampler(), 2, 1, 20)
                .sample((n, s, c) -> gaussian(n, s), start, levels, Condition.none(BATCH), noise, SamplingObserver.NONE)
                .toFloatArray();
        assertEquals(Math.sqrt(4 + 25), deviation(x), 0.3);
    }

    @Test
    void errorsOfAFirstDescentAreForgotten() {
        // The first time it passes a level between, the model answers twice too large.
        int[] calls = {0};
        Denoiser stumbling = (n, s, c) -> {
            boolean wrong = s < 15 && s > 2 && calls[0]++ < 8;
            return gaussian(n, s).mul(wrong ? 3 : 1);
        };
        double plain = deviation(sample(new DpmSolver2MSampler(), stumbling, SamplingObserver.NONE));
        calls[0] = 0;
        double restarted = deviation(
                sample(new RestartSampler(new DpmSolver2MSampler(), 1, 1, 60), stumbling, SamplingObserver.NONE));
        assertEquals(2, restarted, 0.12);
        assertTrue(Math.abs(plain - 2) > 0.5, "plain: " + plain);
    }

    @Test
    void badValuesAreRefused() {
        Sampler inner = new EulerSampler();
        assertThrows(IllegalArgumentException.class, () -> new RestartSampler(inner, -1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new RestartSampler(inner, 1, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> new RestartSampler(inner, 1, Double.NaN, 2));
    }
}

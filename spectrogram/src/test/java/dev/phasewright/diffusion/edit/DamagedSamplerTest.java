package dev.phasewright.diffusion.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.EulerSampler;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.SamplingObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DamagedSamplerTest {
    private static final int STEPS = 10;
    private static final double[] LEVELS = NoiseSchedule.STANDARD.levels(STEPS);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** Of a world in which each item is what its class says, whatever is seen: 3 or −3. */
    private static final Denoiser CERTAIN = (x, sigma, condition) -> {
        float[] values = x.toFloatArray();
        int item = values.length / condition.batch();
        for (int i = 0; i < values.length; i++) {
            values[i] = condition.classOf(i / item) == 0 ? 3 : -3;
        }
        return x.getManager().create(values, x.getShape());
    };

    private float[] sample(int step, Denoiser denoiser, SamplingObserver observer) {
        NDArray start =
                GaussianNoise.batch(manager, new long[] {1, 2}, new Shape(4, 2)).mul(LEVELS[0]);
        return new DamagedSampler(new EulerSampler(), step, 1, 3)
                .sample(denoiser, start, LEVELS, Condition.of(0, 1), GaussianNoise.perItem(1, 2), observer)
                .toFloatArray();
    }

    @Test
    void afterTheLastStepNothingMendsIt() {
        float[] expected = {3, 3, -3, -3, -3, -3, 3, 3, -3, -3, 3, 3, 3, 3, -3, -3};
        assertArrayEquals(expected, sample(STEPS, CERTAIN, SamplingObserver.NONE), 1e-4f);
    }

    @Test
    void beforeItAModelThatKnowsBetterDoes() {
        for (int step = 0; step < STEPS; step++) {
            float[] x = sample(step, CERTAIN, SamplingObserver.NONE);
            for (int i = 0; i < 16; i++) {
                assertEquals(i < 8 ? 3 : -3, x[i], 1e-4);
            }
        }
    }

    @Test
    void aModelOfSingleValuesKeepsWhatItIsGiven() {
        Denoiser each = (x, sigma, condition) -> x.mul(1 / (1 + sigma * sigma));
        float[] whole = sample(STEPS, each, SamplingObserver.NONE);
        assertArrayEquals(whole, sample(4, each, SamplingObserver.NONE), 1e-5f);
    }

    @Test
    void aRestartMendsEvenWhatIsDamagedAfterTheLastStep() {
        for (int step = 0; step <= STEPS; step++) {
            List<Double> seen = new ArrayList<>();
            NDArray start = GaussianNoise.batch(manager, new long[] {1, 2}, new Shape(4, 2))
                    .mul(LEVELS[0]);
            float[] x = new MendingSampler(new DamagedSampler(new EulerSampler(), step, 1, 3), 1, 20)
                    .sample(
                            CERTAIN,
                            start,
                            LEVELS,
                            Condition.of(0, 1),
                            GaussianNoise.perItem(1, 2),
                            (i, steps, sigma, at, denoised) -> {
                                assertEquals(seen.size(), i);
                                seen.add(sigma);
                            })
                    .toFloatArray();
            for (int i = 0; i < 16; i++) {
                assertEquals(i < 8 ? 3 : -3, x[i], 1e-4);
            }
            int turn = 1;
            while (seen.get(turn) < seen.get(turn - 1)) {
                turn++;
            }
            assertTrue(turn >= step, "it turns back after " + turn + " steps, damaged after " + step);
            assertTrue(seen.get(turn) > 10 && seen.get(turn) <= 20, "to " + seen.get(turn));
        }
        DamagedSampler damaged = new DamagedSampler(new EulerSampler(), 1, 1, 3);
        assertThrows(IllegalArgumentException.class, () -> new MendingSampler(damaged, 2, 2));
    }

    @Test
    void stepsAreCountedThrough() {
        List<Integer> seen = new ArrayList<>();
        sample(4, CERTAIN, (step, steps, sigma, x, denoised) -> seen.add(step));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen);
    }

    @Test
    void whatIsNotThereIsNotDamaged() {
        assertThrows(IllegalArgumentException.class, () -> new DamagedSampler(new EulerSampler(), -1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new DamagedSampler(new EulerSampler(), 1, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> sample(STEPS + 1, CERTAIN, SamplingObserver.NONE));
    }
}

package dev.phasewright.diffusion.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.StochasticHeunSampler;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.nn.Declaration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberingDenoiserTest {
    private static final TransformerSpec NETWORK = MagnitudeGeneratorTest.SPEC.network();
    private static final long ENOUGH = 1 << 20;
    private static final int STEPS = 6;

    private final NDManager manager = NDManager.newBaseManager();
    private final Denoiser network = NetworkDenoiser.of(
                    new DiffusionTransformer(
                            NETWORK, Declaration.over(DiffusionTransformerTest.stirred(NETWORK, manager))),
                    MagnitudeGeneratorTest.SPEC)
            .apart();
    private int items;
    private final Denoiser counted = (noisy, sigma, condition) -> {
        items += condition.batch();
        return network.denoise(noisy, sigma, condition);
    };

    @AfterEach
    void free() {
        manager.close();
    }

    private float[] sample(Denoiser denoiser, Sampler sampler, double guidance, int[] classes, long... seeds) {
        try (NDManager scope = manager.newSubManager()) {
            double[] levels = NoiseSchedule.STANDARD.levels(STEPS);
            NoiseSource noise = GaussianNoise.perItem(seeds);
            NDArray start = noise.draw(scope, new Shape(seeds.length, NETWORK.frames(), NETWORK.bands()))
                    .mul(levels[0]);
            return sampler.sample(
                            new Guidance(denoiser, guidance, 0.2, 5),
                            start,
                            levels,
                            Condition.of(classes),
                            noise,
                            SamplingObserver.NONE)
                    .toFloatArray();
        }
    }

    @Test
    void everythingIsWhatItWasToTheBit() {
        Denoiser remembering = new RememberingDenoiser(counted, ENOUGH);
        for (Sampler sampler : List.of(
                new DpmSolver2MSampler(),
                new DamagedSampler(new DpmSolver2MSampler(), 0, 3, 6),
                new DamagedSampler(new DpmSolver2MSampler(), 4, 3, 6),
                new DamagedSampler(new DpmSolver2MSampler(), STEPS, 3, 6),
                new StochasticHeunSampler(),
                new DamagedSampler(new StochasticHeunSampler(), 3, 3, 6))) {
            for (double guidance : new double[] {1, 1.5, 2.5}) {
                for (int[] classes : new int[][] {{0, 1, 1, 0}, {1, 1, 0, 0}, {-1, -1, -1, -1}}) {
                    assertArrayEquals(
                            sample(network, sampler, guidance, classes, 5, 6, 7, 5),
                            sample(remembering, sampler, guidance, classes, 5, 6, 7, 5));
                }
            }
        }
    }

    @Test
    void aBeginningInCommonIsPaidForOnce() {
        Denoiser remembering = new RememberingDenoiser(counted, ENOUGH);
        sample(remembering, new DpmSolver2MSampler(), 1, new int[] {0, 1}, 5, 6);
        assertEquals(2 * STEPS, items);
        sample(remembering, new DpmSolver2MSampler(), 1, new int[] {1, 0}, 6, 5);
        assertEquals(2 * STEPS, items, "in whatever batch");
        sample(remembering, new DamagedSampler(new DpmSolver2MSampler(), 4, 3, 6), 1, new int[] {0, 1}, 5, 6);
        assertEquals(2 * STEPS + 2 * 2, items);
        sample(remembering, new DpmSolver2MSampler(), 1, new int[] {0, 0}, 5, 6);
        assertEquals(2 * STEPS + 2 * 2 + STEPS, items, "another class is another question");
    }

    @Test
    void noMoreIsKeptThanThereIsRoomFor() {
        long two = 2L * 2 * NETWORK.frames() * NETWORK.bands() * Float.BYTES;
        Denoiser remembering = new RememberingDenoiser(counted, two);
        float[] first = sample(remembering, new DpmSolver2MSampler(), 1, new int[] {0}, 5);
        assertArrayEquals(first, sample(remembering, new DpmSolver2MSampler(), 1, new int[] {0}, 5));
        assertEquals(2 * STEPS, items);
    }
}

package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all samplers promise beside their accuracy: seeds, memory, observers, edges. */
class SamplerTest {
    private static final Shape POINT = new Shape(2);

    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void theSameSeedGivesTheSameBitsAndAnotherSeedDoesNot(String name) {
        assertArrayEquals(sample(name, 11, 5), sample(name, 11, 5));
        assertFalse(Arrays.equals(sample(name, 11, 5), sample(name, 12, 5)));
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void anItemDoesNotDependOnTheSizeOfItsBatch(String name) {
        float[] seven = sample(name, 11, 7);
        assertArrayEquals(Arrays.copyOf(seven, 2 * 3), sample(name, 11, 3));
        assertArrayEquals(Arrays.copyOf(seven, 2), sample(name, 11, 1));
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void memoryIsFlatOverTheStepsAndOnlyTheResultRemains(String name) {
        List<Integer> held = new ArrayList<>();
        NDArray start = start(4);
        Denoiser wasteful = (x, sigma, condition) -> {
            // As a network would: many intermediates, all left for the step's scope to free.
            NDArray h = x;
            for (int i = 0; i < 10; i++) {
                h = h.mul(1);
            }
            return h.mul(1 / (1 + sigma * sigma));
        };
        NDArray x = Samplers.named(name)
                .sample(
                        wasteful,
                        start,
                        NoiseSchedule.STANDARD.levels(30),
                        Condition.none(4),
                        GaussianNoise.perItem(1, 2, 3, 4),
                        (step, steps, sigma, noisy, denoised) ->
                                held.add(manager.getManagedArrays().size()));

        // The stochastic sampler holds its fresh noise as well, where there is any; 2M the estimate of the step before.
        int most = held.stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertTrue(most <= held.get(0) + 3, held.toString());
        assertSame(manager, x.getManager());
        assertEquals(List.of(start.getUid(), x.getUid()).stream().sorted().toList(), heldUids());
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void anObserverThatThrowsStopsTheSamplerAndNothingIsLeftBehind(String name) {
        NDArray start = start(3);
        SamplingObserver impatient = (step, steps, sigma, x, denoised) -> {
            if (step == 4) {
                throw new CancellationException("enough");
            }
        };
        assertThrows(CancellationException.class, () -> Samplers.named(name)
                .sample(
                        GaussianMixture.THREE,
                        start,
                        NoiseSchedule.STANDARD.levels(10),
                        Condition.none(3),
                        GaussianNoise.perItem(1, 2, 3),
                        impatient));
        assertEquals(List.of(start.getUid()), heldUids());
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void theObserverSeesEachStepInOrderAndTheStartStaysAsItWas(String name) {
        NDArray start = start(3);
        float[] before = start.toFloatArray();
        List<Integer> seen = new ArrayList<>();
        List<Double> sigmas = new ArrayList<>();
        Set<Integer> announced = new HashSet<>();
        double[] levels = NoiseSchedule.STANDARD.levels(6);
        NDArray x = Samplers.named(name)
                .sample(
                        GaussianMixture.THREE,
                        start,
                        levels,
                        Condition.none(3),
                        GaussianNoise.perItem(1, 2, 3),
                        (step, steps, sigma, noisy, denoised) -> {
                            announced.add(steps);
                            assertEquals(noisy.getShape(), denoised.getShape());
                            seen.add(step);
                            sigmas.add(sigma);
                        });
        int taken = name.equals("restart") ? 7 : 6;
        assertEquals(Set.of(taken), announced);
        assertEquals(IntStream.range(0, taken).boxed().toList(), seen);
        for (int i = 0; i < 6; i++) {
            // Only restarts come by a level twice.
            assertTrue(
                    taken > 6 || (sigmas.get(i) >= levels[i] && sigmas.get(i) <= levels[i] * Math.sqrt(2) + 1e-9),
                    sigmas.toString());
        }
        assertArrayEquals(before, start.toFloatArray());
        assertEquals(start.getShape(), x.getShape());
        assertEquals(DataType.FLOAT32, x.getDataType());
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void oneStepToZeroIsTheDenoisedStart(String name) {
        NDArray start = manager.create(new double[] {3, -4, 0.5, 60}, new Shape(2, 2));
        // Nothing is stirred in above level 50, so the stochastic sampler too starts from what it is given.
        double[] x = Samplers.named(name)
                .sample(
                        GaussianMixture.THREE,
                        start,
                        new double[] {60, 0},
                        Condition.none(2),
                        GaussianNoise.perItem(1, 2),
                        SamplingObserver.NONE)
                .toDoubleArray();
        double[] denoised =
                GaussianMixture.THREE.denoise(start, 60, Condition.none(2)).toDoubleArray();
        assertArrayEquals(denoised, x, 1e-12);
    }

    @Test
    void aStepCostsOneEvaluationOrTwo() {
        assertEquals(10, evaluations(new EulerSampler()));
        assertEquals(19, evaluations(new HeunSampler()));
        assertEquals(10, evaluations(new DpmSolver2MSampler()));
        assertEquals(10, evaluations(DpmSolver2MSampler.freshlyNoised()));
        assertEquals(19, evaluations(new StochasticHeunSampler()));
    }

    @Test
    void theConditionReachesTheDenoiser() {
        NDArray start = start(3);
        Condition condition = Condition.of(2, 0, 1);
        double[] levels = NoiseSchedule.STANDARD.levels(24);
        for (String name : Samplers.names()) {
            NDArray x = Samplers.named(name)
                    .sample(
                            GaussianMixture.THREE,
                            start,
                            levels,
                            condition,
                            GaussianNoise.perItem(1, 2, 3),
                            SamplingObserver.NONE);
            double[] points = x.toType(DataType.FLOAT64, true).toDoubleArray();
            for (int item = 0; item < 3; item++) {
                assertEquals(condition.classOf(item), GaussianMixture.THREE.nearest(points, 2 * item), name);
            }
        }
    }

    @Test
    void withoutChurnTheStochasticSamplerIsHeunsBitForBit() {
        Sampler still = new StochasticHeunSampler(0, 0, Double.POSITIVE_INFINITY, 1);
        assertArrayEquals(sample(new HeunSampler(), 8, 6), sample(still, 8, 6));
        Sampler outOfReach = new StochasticHeunSampler(40, 1e-4, 1e-3, 1);
        assertArrayEquals(sample(new HeunSampler(), 8, 6), sample(outOfReach, 8, 6));
    }

    @Test
    void theStochasticSamplerStirsOnlyWithinItsLevelsAndByAtMostTheSquareRootOfTwo() {
        double[] levels = NoiseSchedule.STANDARD.levels(20);
        List<Double> sigmas = new ArrayList<>();
        new StochasticHeunSampler(1000, 0.5, 5, 1)
                .sample(
                        GaussianMixture.THREE,
                        start(2),
                        levels,
                        Condition.none(2),
                        GaussianNoise.perItem(1, 2),
                        (step, steps, sigma, x, denoised) -> sigmas.add(sigma));
        int stirred = 0;
        for (int i = 0; i < 20; i++) {
            boolean within = levels[i] >= 0.5 && levels[i] <= 5;
            stirred += within ? 1 : 0;
            assertEquals(within ? levels[i] * Math.sqrt(2) : levels[i], sigmas.get(i), 1e-12);
        }
        assertTrue(stirred > 2 && stirred < 18);
    }

    @Test
    void aNameThatIsNotKnownIsAnsweredWithThoseThatAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> Samplers.named("ddpm"))
                .getMessage();
        for (String known : Samplers.names()) {
            assertTrue(message.contains(known), message);
        }
        assertTrue(message.contains("ddpm"), message);
    }

    @ParameterizedTest
    @MethodSource("dev.phasewright.diffusion.Samplers#names")
    void levelsThatDoNotFallAndAConditionOfAnotherSizeAreRefused(String name) {
        double[][] wrong = {
            {}, {1}, {1, 1}, {1, 2}, {1, -1}, {Double.NaN, 0}, {Double.POSITIVE_INFINITY, 1}, {2, 1, 0, 0}
        };
        for (double[] levels : wrong) {
            assertThrows(IllegalArgumentException.class, () -> run(name, levels, 2), Arrays.toString(levels));
        }
        assertThrows(IllegalArgumentException.class, () -> run(name, new double[] {1, 0}, 3));
    }

    /**
     * Against k-diffusion's formulas of {@code sample_dpmpp_2m_sde} (η = 1, midpoint) in Python:
     *
     * <pre>{@code
     * import math
     * s, x, old, last = [10, 6, 3, 1], 7.0, None, None
     * for i, e in enumerate([0.5, -1.0, 2.0]):
     *     d, h = x / (1 + s[i] ** 2), math.log(s[i] / s[i + 1])
     *     x = s[i + 1] / s[i] * math.exp(-h) * x - math.expm1(-2 * h) * d
     *     if i: x -= 0.5 * math.expm1(-2 * h) * h / last * (d - old)
     *     x, old, last = x + e * s[i + 1] * math.sqrt(-math.expm1(-2 * h)), d, h
     * }</pre>
     */
    @Test
    void freshNoiseIsAsTheStochasticEquationHasIt() {
        double[] levels = {10, 6, 3, 1};
        double[] fresh = {0.5, -1, 2};
        int[] drawn = {0};
        NoiseSource noise = (m, shape) -> m.create(new double[] {fresh[drawn[0]++]}, shape);
        NDArray start = manager.create(new double[] {7}, new Shape(1, 1));
        Denoiser gaussian = (x, sigma, condition) -> x.div(1 + sigma * sigma);
        double all = new DpmSolver2MSampler(0)
                .sample(gaussian, start, levels, Condition.none(1), noise, SamplingObserver.NONE)
                .getDouble();
        assertEquals(1.4602569749609862, all, 1e-12);
        assertEquals(3, drawn[0]);
        drawn[0] = 0;
        new DpmSolver2MSampler(3).sample(gaussian, start, levels, Condition.none(1), noise, SamplingObserver.NONE);
        assertEquals(2, drawn[0], "at the levels 6 and 3");
        for (double level : new double[] {-1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new DpmSolver2MSampler(level));
        }
    }

    @Test
    void churnOutsideItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StochasticHeunSampler(-1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StochasticHeunSampler(Double.NaN, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StochasticHeunSampler(1, 2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StochasticHeunSampler(1, -1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StochasticHeunSampler(1, 0, 1, 0));
    }

    private void run(String name, double[] levels, int items) {
        Samplers.named(name)
                .sample(
                        GaussianMixture.THREE,
                        start(2),
                        levels,
                        Condition.none(items),
                        GaussianNoise.perItem(1, 2),
                        SamplingObserver.NONE);
    }

    private NDArray start(int items) {
        long[] seeds = GaussianNoise.itemSeeds(99, items);
        return GaussianNoise.batch(manager, seeds, POINT).muli(80);
    }

    private List<String> heldUids() {
        return manager.getManagedArrays().stream().map(NDArray::getUid).sorted().toList();
    }

    private static int evaluations(Sampler sampler) {
        GaussianMixture counted = new GaussianMixture(
                GaussianMixture.THREE.weights, GaussianMixture.THREE.means, GaussianMixture.THREE.covariances);
        sample(sampler, counted, 1, 2, 10);
        return counted.evaluations;
    }

    private static float[] sample(String name, long seed, int items) {
        return sample(Samplers.named(name), seed, items);
    }

    private static float[] sample(Sampler sampler, long seed, int items) {
        return sample(sampler, GaussianMixture.THREE, seed, items, 12);
    }

    private static float[] sample(Sampler sampler, Denoiser denoiser, long seed, int items, int steps) {
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] levels = NoiseSchedule.STANDARD.levels(steps);
            NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(seed, items));
            NDArray start = noise.draw(manager, new Shape(items, 2)).mul(levels[0]);
            return sampler.sample(denoiser, start, levels, Condition.none(items), noise, SamplingObserver.NONE)
                    .toFloatArray();
        }
    }
}

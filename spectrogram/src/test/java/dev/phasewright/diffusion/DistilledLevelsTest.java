package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of a distilled generator. */
class DistilledLevelsTest {
    @Test
    void stepsThroughItsLevelsWithoutGuidance() {
        SamplingPlan plan = new DistilledLevels(List.of(80.0, 2.5)).plan();

        assertEquals(2, plan.steps());
        assertEquals(1, plan.guidance());
        assertArrayEquals(new double[] {80, 2.5, 0}, plan.schedule().levels(2));
        assertArrayEquals(new double[] {80, 0}, plan.schedule().levels(1));
        double[] more = plan.schedule().levels(4);
        assertEquals(5, more.length);
        assertEquals(80, more[0]);
        assertEquals(0.01, more[3]);
    }

    @Test
    void levelsMustBePositiveAndFall() {
        for (List<Double> wrong : List.of(
                List.<Double>of(),
                List.of(0.0),
                List.of(-1.0),
                List.of(2.0, 2.0),
                List.of(2.0, 80.0),
                List.of(Double.NaN),
                List.of(Double.POSITIVE_INFINITY))) {
            assertThrows(IllegalArgumentException.class, () -> new DistilledLevels(wrong), wrong.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> new DistilledLevels(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void thereAreUsualLevels(int steps) {
        DistilledLevels usual = DistilledLevels.standard(steps);

        assertEquals(steps, usual.levels().size());
        assertEquals(NoiseSchedule.STANDARD.sigmaMax(), usual.levels().get(0));
    }

    @Test
    void anotherNumberOfStepsHasNone() {
        assertEquals(
                "a student takes 1, 2 or 4 steps, not 3",
                assertThrows(IllegalArgumentException.class, () -> DistilledLevels.standard(3))
                        .getMessage());
    }

    /** With the consistency function of N(m, s²), any number of steps draws from N(m, s²), one evaluation each. */
    @Test
    void renoisingDrawsFromTheDistributionWhoseConsistencyFunctionItHas() {
        int count = 20_000;
        List<Double> asked = new ArrayList<>();
        Denoiser solution = (x, sigma, condition) -> {
            asked.add(sigma);
            return x.sub(0.4).mul(1.5 / Math.sqrt(1.5 * 1.5 + sigma * sigma)).add(0.4);
        };
        try (NDManager manager = NDManager.newBaseManager()) {
            SplittableRandom random = new SplittableRandom(1);
            NDArray start =
                    GaussianNoise.like(manager, new Shape(1, count), random).mul(80);
            float[] drawn = new RenoisingSampler()
                    .sample(
                            solution,
                            start,
                            new double[] {80, 10, 1, 0},
                            Condition.none(1),
                            (m, shape) -> GaussianNoise.like(m, shape, random),
                            SamplingObserver.NONE)
                    .toFloatArray();
            double mean = mean(drawn);
            double deviation = 0;
            for (float x : drawn) {
                deviation += (x - mean) * (x - mean) / count;
            }
            assertEquals(0.4, mean, 0.05);
            assertEquals(1.5, Math.sqrt(deviation), 0.03);
            assertEquals(List.of(80.0, 10.0, 1.0), asked);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    @Test
    void aSamplerHasTheNameItIsFoundBy() {
        assertEquals(
                Samplers.names(),
                Samplers.names().stream()
                        .map(name -> Samplers.name(Samplers.named(name)))
                        .toList());
        assertEquals(
                List.of("renoise", "stochastic", "restart"),
                List.of(
                        Samplers.name(DistilledLevels.standard(2).plan().sampler()),
                        Samplers.name(new StochasticHeunSampler()),
                        Samplers.name(new RestartSampler(1))));
        assertEquals(
                "RestartSampler[inner=DpmSolver2MSampler[freshFrom=Infinity], restarts=3, low=1.0, high=20.0]",
                Samplers.name(new RestartSampler(3)));
    }
}

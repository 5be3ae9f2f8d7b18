package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each sampler, given the exact denoiser of a mixture of Gaussians, draws from that mixture. Every tolerance is four
 * standard errors of the statistic at this number of samples, and nothing is added for the sampler's own error: the
 * numbers of steps are such that it is smaller.
 */
class SampledDistributionTest {
    private static final int COUNT = 12_000;
    private static final double STANDARD_ERRORS = 4;

    private static final GaussianMixture MIXTURE = GaussianMixture.THREE;

    static Stream<Arguments> samplers() {
        return Stream.of(
                Arguments.of(new EulerSampler(), 400),
                Arguments.of(new HeunSampler(), 48),
                Arguments.of(new DpmSolver2MSampler(), 64),
                Arguments.of(new DpmSolver2MSampler(0), 128),
                Arguments.of(DpmSolver2MSampler.freshlyNoised(), 96),
                Arguments.of(new StochasticHeunSampler(20, 0, Double.POSITIVE_INFINITY, 1), 96),
                Arguments.of(new StochasticHeunSampler(40, 0.05, 50, 1), 128));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void everySamplerGivesTheWeightsMeansAndCovariancesOfTheMixture(Sampler sampler, int steps) {
        assertDrawnFromTheMixture(sample(sampler, new NoiseSchedule.Karras(7, 0.005, 80).levels(steps)));
    }

    @Test
    void theOtherSchedulesServeToo() {
        assertDrawnFromTheMixture(sample(new DpmSolver2MSampler(), new NoiseSchedule.LogLinear(0.005, 80).levels(80)));
        assertDrawnFromTheMixture(sample(new HeunSampler(), new NoiseSchedule.Flow(0.005, 80).levels(128)));
    }

    @Test
    void theChecksAreSharpEnoughToRefuseTooFewEulerSteps() {
        double[] crude = sample(new EulerSampler(), NoiseSchedule.STANDARD.levels(24));
        assertThrows(AssertionError.class, () -> assertDrawnFromTheMixture(crude));
    }

    @Test
    void theChecksAcceptTheMixtureItself() {
        assertDrawnFromTheMixture(MIXTURE.draw(COUNT, 0, new Random(5)));
    }

    private static double[] sample(Sampler sampler, double[] levels) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray start = manager.create(MIXTURE.draw(COUNT, levels[0], new Random(1)), new Shape(COUNT, 2));
            Random fresh = new Random(2);
            NDArray x = sampler.sample(
                    MIXTURE,
                    start,
                    levels,
                    Condition.none(COUNT),
                    (m, shape) -> GaussianNoise.like(m, shape, fresh),
                    SamplingObserver.NONE);
            return x.toDoubleArray();
        }
    }

    private static void assertDrawnFromTheMixture(double[] points) {
        int[] component = new int[points.length / 2];
        Arrays.setAll(component, i -> MIXTURE.nearest(points, 2 * i));
        double[] mean = new double[2];
        double[] second = new double[3];
        for (int k = 0; k < MIXTURE.weights.length; k++) {
            int which = k;
            double w = MIXTURE.weights[k];
            double[] m = MIXTURE.means[k];
            double[] c = MIXTURE.covariances[k];
            int[] members = IntStream.range(0, component.length)
                    .filter(i -> component[i] == which)
                    .toArray();
            double share = members.length / (double) component.length;
            double error = STANDARD_ERRORS * Math.sqrt(w * (1 - w) / component.length);
            assertEquals(w, share, error, "weight of component " + k);
            assertMoments(points, members, m, c, "component " + k);
            for (int axis = 0; axis < 2; axis++) {
                mean[axis] += w * m[axis];
            }
            second[0] += w * (c[0] + m[0] * m[0]);
            second[1] += w * (c[1] + m[0] * m[1]);
            second[2] += w * (c[2] + m[1] * m[1]);
        }
        double[] covariance = {
            second[0] - mean[0] * mean[0], second[1] - mean[0] * mean[1], second[2] - mean[1] * mean[1]
        };
        int[] all = IntStream.range(0, component.length).toArray();
        assertMoments(points, all, mean, covariance, "the mixture");
    }

    private static void assertMoments(double[] points, int[] members, double[] mean, double[] covariance, String of) {
        for (int axis = 0; axis < 2; axis++) {
            int a = axis;
            double[] values =
                    Arrays.stream(members).mapToDouble(i -> points[2 * i + a]).toArray();
            assertMean(mean[axis], values, "mean of " + of + ", axis " + axis);
        }
        int[][] pairs = {{0, 0}, {0, 1}, {1, 1}};
        for (int p = 0; p < pairs.length; p++) {
            int a = pairs[p][0];
            int b = pairs[p][1];
            double[] products = Arrays.stream(members)
                    .mapToDouble(i -> (points[2 * i + a] - mean[a]) * (points[2 * i + b] - mean[b]))
                    .toArray();
            assertMean(covariance[p], products, "covariance of " + of + ", axes " + a + " and " + b);
        }
    }

    private static void assertMean(double expected, double[] values, String of) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertEquals(expected, mean, STANDARD_ERRORS * Math.sqrt(variance / values.length), of);
    }
}

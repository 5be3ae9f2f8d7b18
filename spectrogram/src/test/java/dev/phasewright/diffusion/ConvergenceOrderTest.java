package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How fast the end of a path nears the true one as the steps double, in doubles.
 *
 * <p>The path goes from σ = 10 to σ = 0.1 and <em>not</em> to 0. On the way to 0 every sampler ends with one Euler step
 * from σ_min, because the slope is 0/0 at 0. That step's error depends on σ_min alone and not on the number of steps,
 * so it would hide the order of the rest; it is looked at by itself in {@link
 * #theFinalStepToZeroErrsBySigmaMinSquared}.
 */
class ConvergenceOrderTest {
    private static final int PATHS = 64;
    private static final NoiseSchedule SCHEDULE = new NoiseSchedule.Karras(7, 0.1, 10);

    static Stream<Arguments> orders() {
        Sampler churnless = new StochasticHeunSampler(0, 0, Double.POSITIVE_INFINITY, 1);
        return Stream.of(
                Arguments.of(new EulerSampler(), 1),
                Arguments.of(new HeunSampler(), 2),
                Arguments.of(new DpmSolver2MSampler(), 2),
                Arguments.of(churnless, 2));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void onOneGaussianTheErrorAgainstTheClosedFormFallsWithTheOrder(Sampler sampler, int order) {
        GaussianMixture gaussian = GaussianMixture.ONE;
        double[] start = gaussian.draw(PATHS, SCHEDULE.sigmaMax(), new Random(3));
        double[] exact = solve(gaussian, start, SCHEDULE.sigmaMax(), SCHEDULE.sigmaMin());
        assertOrder(order, sampler, gaussian, start, exact, 24);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void onAMixtureTheErrorAgainstAFineReferenceFallsWithTheOrder(Sampler sampler, int order) {
        GaussianMixture mixture = GaussianMixture.THREE;
        double[] start = mixture.draw(PATHS, SCHEDULE.sigmaMax(), new Random(4));
        double[] reference = walk(new HeunSampler(), mixture, start, levels(4096));
        assertOrder(order, sampler, mixture, start, reference, 128);
    }

    /** On a smooth schedule neighbouring steps grow alike, and 2M would be of second order without its step ratio r. */
    @Test
    void twoMIsOfSecondOrderOnUnevenLevelsToo() {
        GaussianMixture gaussian = GaussianMixture.ONE;
        double[] start = gaussian.draw(PATHS, 10, new Random(3));
        double[] exact = solve(gaussian, start, 10, 0.1);
        double[] errors = new double[3];
        for (int i = 0; i < errors.length; i++) {
            double[] levels = new double[(32 << i) + 1];
            for (int j = 0; j < levels.length; j++) {
                // Steps of log σ that are in turn three times and one time as long.
                levels[j] = 10 * Math.pow(0.01, (j + (j % 2) * 0.5) / (levels.length - 1));
            }
            errors[i] = distance(walk(new DpmSolver2MSampler(), gaussian, start, levels), exact);
        }
        assertEquals(2, slope(errors[0], errors[1]), 0.25, Arrays.toString(errors));
        assertEquals(2, slope(errors[1], errors[2]), 0.15, Arrays.toString(errors));
    }

    @Test
    void atEqualEvaluationsTheSecondOrderSamplersBeatEuler() {
        GaussianMixture gaussian = GaussianMixture.ONE;
        double[] start = gaussian.draw(PATHS, SCHEDULE.sigmaMax(), new Random(3));
        double[] exact = solve(gaussian, start, SCHEDULE.sigmaMax(), SCHEDULE.sigmaMin());
        double euler = distance(walk(new EulerSampler(), gaussian, start, levels(64)), exact);
        double heun = distance(walk(new HeunSampler(), gaussian, start, levels(32)), exact);
        double twoM = distance(walk(new DpmSolver2MSampler(), gaussian, start, levels(64)), exact);
        assertTrue(heun < euler / 4, heun + " against " + euler);
        assertTrue(twoM < euler / 4, twoM + " against " + euler);
    }

    @Test
    void theFinalStepToZeroErrsBySigmaMinSquared() {
        GaussianMixture gaussian = GaussianMixture.ONE;
        double[] noisy = gaussian.draw(PATHS, 1, new Random(3));
        double[] clean = solve(gaussian, noisy, 1, 0);
        for (String name : Samplers.names()) {
            double[] errors = new double[3];
            for (int i = 0; i < errors.length; i++) {
                double sigmaMin = 0.1 / (1 << i);
                double[] near = solve(gaussian, noisy, 1, sigmaMin);
                // Without churn, so that it is the last step alone that is seen.
                Sampler sampler =
                        name.equals("stochastic") ? new StochasticHeunSampler(0, 0, 1, 1) : Samplers.named(name);
                errors[i] = distance(walk(sampler, gaussian, near, new double[] {sigmaMin, 0}), clean);
            }
            assertEquals(2, slope(errors[0], errors[1]), 0.1, name);
            assertEquals(2, slope(errors[1], errors[2]), 0.1, name);
        }
    }

    private static void assertOrder(
            int order, Sampler sampler, GaussianMixture model, double[] start, double[] exact, int fewest) {
        double[] errors = new double[3];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = distance(walk(sampler, model, start, levels(fewest << i)), exact);
        }
        String measured = sampler + " at " + fewest + ", ×2, ×4 steps: " + Arrays.toString(errors);
        assertEquals(order, slope(errors[0], errors[1]), 0.25, measured);
        assertEquals(order, slope(errors[1], errors[2]), 0.15, measured);
    }

    /** As many steps as said, which end at σ_min: the schedule without its 0. */
    private static double[] levels(int steps) {
        return Arrays.copyOf(SCHEDULE.levels(steps + 1), steps + 1);
    }

    private static double slope(double error, double errorOfTwiceTheSteps) {
        return Math.log(error / errorOfTwiceTheSteps) / Math.log(2);
    }

    /**
     * The probability-flow equation of one Gaussian without tilt, solved: along each axis {@code x(s) = m + (x(S) − m)
     * √((s² + c²) / (S² + c²))}.
     */
    private static double[] solve(GaussianMixture gaussian, double[] x, double from, double to) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double m = gaussian.means[0][i % 2];
            double variance = gaussian.covariances[0][2 * (i % 2)];
            y[i] = m + (x[i] - m) * Math.sqrt((to * to + variance) / (from * from + variance));
        }
        return y;
    }

    private static double[] walk(Sampler sampler, GaussianMixture model, double[] start, double[] levels) {
        int count = start.length / 2;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(start, new Shape(count, 2));
            Condition condition = Condition.none(count);
            NoiseSource none = (m, shape) -> {
                throw new AssertionError("a deterministic sampler asked for noise");
            };
            return sampler.sample(model, x, levels, condition, none, SamplingObserver.NONE)
                    .toDoubleArray();
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }
}

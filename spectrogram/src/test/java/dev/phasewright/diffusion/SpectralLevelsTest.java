package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Gaussian fields whose λ falls as f^−2.5, of which the best denoiser is known. */
class SpectralLevelsTest {
    private static final int FRAMES = 8;
    private static final int BANDS = 48;
    private static final SpatialSpectrum FIELD = field();
    private static final List<Sampler> SOLVERS =
            List.of(new EulerSampler(), new HeunSampler(), new DpmSolver2MSampler());

    private static SpatialSpectrum field() {
        double[] time = {0, 1, 2, 3, 4, 6};
        double[] band = {0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
        Float[] variances = new Float[time.length * band.length];
        for (int c = 0; c < variances.length; c++) {
            double f = 1 + Math.hypot(6 * time[c / band.length], band[c % band.length]);
            variances[c] = (float) (1000 * Math.pow(f, -2.5));
        }
        return new SpatialSpectrum(FRAMES, BANDS, List.of(variances));
    }

    private static Denoiser filter(SpatialSpectrum spectrum) {
        CosineTransform transform = new CosineTransform(FRAMES, BANDS);
        float[] lambda = spectrum.map();
        return (noisy, sigma, condition) -> {
            float[] gain = new float[lambda.length];
            for (int k = 0; k < gain.length; k++) {
                gain[k] = (float) (lambda[k] / (lambda[k] + sigma * sigma));
            }
            NDArray shape = noisy.getManager().create(gain, new Shape(FRAMES, BANDS));
            return transform.inverse(transform.forward(noisy).mul(shape));
        };
    }

    /** What a sampler leaves of the deviation of each coefficient, that starts from where the schedule says. */
    private static double[] deviations(NoiseSchedule schedule, Sampler sampler, int steps) {
        CosineTransform transform = new CosineTransform(FRAMES, BANDS);
        float[] ones = new float[FRAMES * BANDS];
        Arrays.fill(ones, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray noise = manager.create(transform.inverse(ones), new Shape(1, FRAMES, BANDS));
            NDArray sample = sampler.sample(
                    filter(FIELD),
                    schedule.start(noise),
                    schedule.levels(steps),
                    Condition.none(1),
                    (m, shape) -> m.zeros(shape),
                    SamplingObserver.NONE);
            float[] left = transform.forward(sample.toFloatArray());
            double[] deviations = new double[left.length];
            Arrays.setAll(deviations, k -> Math.abs(left[k]));
            return deviations;
        }
    }

    /** The root mean square of what is missing of the cells' deviations, in nats; each cell counts alike. */
    private static double error(double[] deviations) {
        List<SpatialSpectrum.Group> groups = FIELD.groups();
        float[] lambda = FIELD.map();
        double sum = 0;
        for (int k = 0; k < deviations.length; k++) {
            double own = lambda[k];
            double cell = groups.stream()
                    .filter(g -> g.variance() == own)
                    .mapToDouble(SpatialSpectrum.Group::count)
                    .sum();
            double off = Math.log(deviations[k]) - 0.5 * Math.log(own);
            sum += off * off / cell / groups.size();
        }
        return Math.sqrt(sum);
    }

    private static NoiseSchedule spectral(Sampler sampler, double sigmaMax) {
        return new NoiseSchedule.Spectral(FIELD, sampler, 0.01, sigmaMax);
    }

    @Test
    void gainsAreThoseOfTheSamplers() {
        for (Sampler sampler : SOLVERS) {
            double[] levels = NoiseSchedule.STANDARD.levels(9);
            double[] found = deviations(NoiseSchedule.STANDARD, sampler, 9);
            float[] lambda = FIELD.map();
            for (int k = 0; k < found.length; k++) {
                double gain = Math.abs(SpectralLevels.Gain.of(sampler).of(levels, lambda[k]));
                assertEquals(80 * gain, found[k], 1e-3 * found[k] + 1e-5, sampler + ", λ = " + lambda[k]);
            }
        }
    }

    @Test
    void everyFrequencyKeepsItsVariance() {
        float[] lambda = FIELD.map();
        for (Sampler sampler : SOLVERS.subList(1, 3)) {
            double[] found = deviations(spectral(sampler, 80), sampler, 24);
            for (int k = 0; k < found.length; k++) {
                assertEquals(1, found[k] / Math.sqrt(lambda[k]), 0.05, sampler + ", λ = " + lambda[k]);
            }
        }
    }

    /** Eight steps err a fraction of what Karras's do, and twelve less than eighteen of Karras's. */
    @Test
    void fewerStepsDo() {
        for (Sampler sampler : SOLVERS.subList(1, 3)) {
            double karras8 = error(deviations(NoiseSchedule.STANDARD, sampler, 8));
            double karras18 = error(deviations(NoiseSchedule.STANDARD, sampler, 18));
            double spectral8 = error(deviations(spectral(sampler, 80), sampler, 8));
            double spectral12 = error(deviations(spectral(sampler, 80), sampler, 12));
            String all = sampler + ": " + karras8 + ", " + karras18 + " against " + spectral8 + ", " + spectral12;

            assertTrue(spectral8 < karras8 / 4, all);
            assertTrue(spectral12 < karras18, all);
        }
    }

    /** What lies above a level is known in closed form, and so nothing is lost by beginning there. */
    @Test
    void startingLowerIsNoWorse() {
        Sampler sampler = new HeunSampler();
        double whole = error(deviations(spectral(sampler, 80), sampler, 8));
        double teleported = error(deviations(spectral(sampler, 10), sampler, 8));
        assertTrue(teleported < 1.05 * whole, teleported + " against " + whole);
    }

    @Test
    void levelsFallFromTheHighestToAboveTheLowest() {
        for (Sampler sampler : Stream.concat(SOLVERS.stream(), Stream.of(new RenoisingSampler(), new RestartSampler(1)))
                .toList()) {
            NoiseSchedule schedule = spectral(sampler, 80);
            for (int steps : new int[] {2, 3, 8, 24, 100}) {
                double[] levels = schedule.levels(steps);
                assertEquals(steps + 1, levels.length);
                assertEquals(80, levels[0]);
                assertTrue(levels[steps - 1] > 0.01, Arrays.toString(levels));
                assertEquals(0, levels[steps]);
                for (int i = 0; i < steps; i++) {
                    assertTrue(levels[i] > levels[i + 1], Arrays.toString(levels));
                }
                assertArrayEquals(levels, schedule.levels(steps));
            }
            assertArrayEquals(new double[] {80, 0}, schedule.levels(1));
            assertThrows(IllegalArgumentException.class, () -> schedule.levels(0));
        }
    }

    @Test
    void aFieldOfOneFrequencyHasLevels() {
        Float[] one = new Float[FIELD.variances().size()];
        Arrays.fill(one, 0f);
        one[0] = 1f;
        double[] levels = new NoiseSchedule.Spectral(
                        new SpatialSpectrum(FRAMES, BANDS, List.of(one)), new HeunSampler(), 0.01, 80)
                .levels(12);
        assertTrue(Arrays.stream(levels).allMatch(Double::isFinite), Arrays.toString(levels));
    }
}

package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuidanceTest {
    private static final Condition ASKED = Condition.of(0, 2, Condition.NONE, 1);
    private static final Condition NOTHING = Condition.none(4);
    private static final double SIGMA = 0.8;

    private final List<Integer> batches = new ArrayList<>();
    private final Denoiser model = (x, sigma, condition) -> {
        assertEquals(x.getShape().get(0), condition.batch());
        batches.add(condition.batch());
        return GaussianMixture.THREE.denoise(x, sigma, condition);
    };

    private NDManager manager;
    private NDArray noisy;

    @BeforeEach
    void drawNoise() {
        manager = NDManager.newBaseManager();
        noisy = manager.create(GaussianMixture.THREE.draw(4, SIGMA, new Random(6)), new Shape(4, 2));
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @Test
    void aDoubledBatchGivesTheCombinationOfTwoRuns() {
        double[] asked = model.denoise(noisy, SIGMA, ASKED).toDoubleArray();
        double[] free = model.denoise(noisy, SIGMA, NOTHING).toDoubleArray();
        for (double scale : new double[] {0.5, 1.5, 2, 7.5}) {
            batches.clear();
            double[] guided =
                    new Guidance(model, scale).denoise(noisy, SIGMA, ASKED).toDoubleArray();
            assertEquals(List.of(8), batches);
            for (int i = 0; i < guided.length; i++) {
                assertEquals(free[i] + scale * (asked[i] - free[i]), guided[i], 1e-14);
            }
            // The item that asks for nothing has two equal halves.
            assertArrayEquals(Arrays.copyOfRange(free, 4, 6), Arrays.copyOfRange(guided, 4, 6));
        }
        assertFalse(Arrays.equals(asked, free));
    }

    @Test
    void pitchIsAskedForInOneHalfAndInTheOtherNeitherPitchNorClass() {
        List<Condition> seen = new ArrayList<>();
        Denoiser watching = (x, sigma, condition) -> {
            seen.add(condition);
            return model.denoise(x, sigma, condition);
        };
        new Guidance(watching, 2).denoise(noisy, SIGMA, Condition.none(4).withPitches(60, 61, 62, 63));
        Condition twice = seen.get(0);
        assertEquals(8, twice.batch());
        for (int i = 0; i < 4; i++) {
            assertEquals(60 + i, twice.pitchOf(i));
            assertEquals(Condition.NONE, twice.pitchOf(4 + i));
        }
    }

    @Test
    void scaleOneIsThePlainConditionalModelForOneEvaluation() {
        assertArrayEquals(plain(ASKED), guided(new Guidance(model, 1), ASKED));
        assertEquals(List.of(4, 4), batches);
    }

    @Test
    void scaleZeroIsTheUnconditionalModelForOneEvaluation() {
        assertArrayEquals(plain(NOTHING), guided(new Guidance(model, 0), ASKED));
        assertEquals(List.of(4, 4), batches);
    }

    @Test
    void whereNothingIsAskedGuidanceCostsNothing() {
        assertArrayEquals(plain(NOTHING), guided(new Guidance(model, 3), NOTHING));
        assertEquals(List.of(4, 4), batches);
    }

    @Test
    void outsideItsIntervalGuidanceIsThePlainConditionalModel() {
        double[] plain = plain(ASKED);
        for (double scale : new double[] {0, 3}) {
            assertArrayEquals(plain, guided(new Guidance(model, scale, SIGMA, 5), ASKED), "the low end is excluded");
            assertArrayEquals(plain, guided(new Guidance(model, scale, 0.1, 0.7), ASKED), "above the high end");
            assertFalse(Arrays.equals(plain, guided(new Guidance(model, scale, 0.1, SIGMA), ASKED)), "high included");
        }
    }

    @Test
    void guidanceLeavesNothingButItsResultInTheCallersMemory() {
        Guidance guidance = new Guidance(model, 2);
        int before = manager.getManagedArrays().size();
        try (NDArray guided = guidance.denoise(noisy, SIGMA, ASKED)) {
            assertEquals(before + 1, manager.getManagedArrays().size());
            assertEquals(manager, guided.getManager());
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @Test
    void guidanceDrawsSamplesFurtherAwayFromTheOtherClasses() {
        int count = 200;
        int[] classes = new int[count];
        Condition first = Condition.of(classes);
        double plain = meanX(new Guidance(GaussianMixture.THREE, 1), first);
        double strong = meanX(new Guidance(GaussianMixture.THREE, 3), first);
        // Component 0 is the left one and the others are right of it.
        assertEquals(GaussianMixture.THREE.means[0][0], plain, 0.1);
        assertTrue(strong < plain - 0.05, strong + " against " + plain);
    }

    @Test
    void valuesOutsideTheirRangeAreRefused() {
        assertThrows(NullPointerException.class, () -> new Guidance(null, 1));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, -1));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, 2, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, 2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Guidance(model, 2, 0, Double.NaN));
    }

    private double[] plain(Condition condition) {
        return model.denoise(noisy, SIGMA, condition).toDoubleArray();
    }

    private double[] guided(Guidance guidance, Condition condition) {
        return guidance.denoise(noisy, SIGMA, condition).toDoubleArray();
    }

    private double meanX(Denoiser denoiser, Condition condition) {
        int count = condition.batch();
        double[] levels = NoiseSchedule.STANDARD.levels(24);
        long[] seeds = GaussianNoise.itemSeeds(4, count);
        NDArray start = GaussianNoise.batch(manager, seeds, new Shape(2)).mul(levels[0]);
        float[] points = new DpmSolver2MSampler()
                .sample(denoiser, start, levels, condition, GaussianNoise.perItem(seeds), SamplingObserver.NONE)
                .toFloatArray();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += points[2 * i];
        }
        return sum / count;
    }
}

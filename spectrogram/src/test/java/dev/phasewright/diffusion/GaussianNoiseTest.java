package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {
    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @Test
    void noiseIsStandardNormal() {
        int n = 400_000;
        float[] z = GaussianNoise.like(manager, new Shape(4, n / 4), new SplittableRandom(1))
                .toFloatArray();
        double[] moments = new double[5];
        int beyondTwo = 0;
        for (float v : z) {
            for (int p = 1; p <= 4; p++) {
                moments[p] += Math.pow(v, p) / n;
            }
            beyondTwo += Math.abs(v) > 2 ? 1 : 0;
        }
        // Four standard errors each: the variance of z^p is 1, 2, 15 and 96.
        assertEquals(0, moments[1], 4 / Math.sqrt(n));
        assertEquals(1, moments[2], 4 * Math.sqrt(2.0 / n));
        assertEquals(0, moments[3], 4 * Math.sqrt(15.0 / n));
        assertEquals(3, moments[4], 4 * Math.sqrt(96.0 / n));
        assertEquals(0.0455003, beyondTwo / (double) n, 4 * Math.sqrt(0.0455 * 0.9545 / n));
    }

    @Test
    void neighbouringSeedsAndNeighbouringValuesAreUncorrelated() {
        int n = 100_000;
        float[] two =
                GaussianNoise.batch(manager, new long[] {7, 8}, new Shape(n)).toFloatArray();
        double seeds = 0;
        double values = 0;
        for (int i = 0; i < n - 1; i++) {
            seeds += two[i] * two[n + i] / n;
            values += two[i] * two[i + 1] / n;
        }
        assertEquals(0, seeds, 4 / Math.sqrt(n));
        assertEquals(0, values, 4 / Math.sqrt(n));
    }

    /**
     * These bits are part of every published seed: if they change, so does every sample made with it. From SplitMix64
     * (Steele et al. 2014) and Box–Muller, written out in Python.
     */
    @Test
    void theBitsOfASeedAreFixedOnEveryJava() {
        NDArray batch = GaussianNoise.batch(manager, new long[] {0, -5}, new Shape(3));
        assertEquals(DataType.FLOAT32, batch.getDataType());
        assertEquals(new Shape(2, 3), batch.getShape());
        assertArrayEquals(
                new float[] {-1.8839084f, 0.86450684f, 0.22760794f, -0.4030181f, -0.15242681f, 1.1888875f},
                batch.toFloatArray());
        assertArrayEquals(new long[] {-4767286540954276203L, 2949826092126892291L}, GaussianNoise.itemSeeds(42, 2));
    }

    @Test
    void anItemDependsOnItsOwnSeedAlone() {
        Shape item = new Shape(5, 3);
        float[] alone = GaussianNoise.batch(manager, new long[] {23}, item).toFloatArray();
        float[] among =
                GaussianNoise.batch(manager, new long[] {4, 23, 4}, item).toFloatArray();
        assertArrayEquals(alone, Arrays.copyOfRange(among, 15, 30));
        assertArrayEquals(Arrays.copyOf(among, 15), Arrays.copyOfRange(among, 30, 45));
        assertFalse(Arrays.equals(alone, Arrays.copyOf(among, 15)));
    }

    @Test
    void aSourceGivesFreshNoiseEachTimeAndStillPerItem() {
        NoiseSource one = GaussianNoise.perItem(9);
        NoiseSource three = GaussianNoise.perItem(9, 1, 2);
        float[] last = {};
        for (int draw = 0; draw < 3; draw++) {
            float[] alone = one.draw(manager, new Shape(1, 7)).toFloatArray();
            float[] among = three.draw(manager, new Shape(3, 7)).toFloatArray();
            assertArrayEquals(alone, Arrays.copyOf(among, 7));
            assertFalse(Arrays.equals(last, alone));
            last = alone;
        }
    }

    @Test
    void itemSeedsDoNotDependOnHowManyThereAre() {
        assertArrayEquals(GaussianNoise.itemSeeds(3, 2), Arrays.copyOf(GaussianNoise.itemSeeds(3, 50), 2));
        assertEquals(
                50, Arrays.stream(GaussianNoise.itemSeeds(3, 50)).distinct().count());
        assertEquals(0, GaussianNoise.itemSeeds(3, 0).length);
    }

    @Test
    void aBatchThatTheSeedsDoNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GaussianNoise.perItem());
        assertThrows(IllegalArgumentException.class, () -> GaussianNoise.batch(manager, new long[0], new Shape(2)));
        NoiseSource two = GaussianNoise.perItem(1, 2);
        assertThrows(IllegalArgumentException.class, () -> two.draw(manager, new Shape(3, 2)));
        assertThrows(IllegalArgumentException.class, () -> two.draw(manager, new Shape()));
    }
}

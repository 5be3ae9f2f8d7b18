package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DiscriminantTest {
    /**
     * Two groups that differ by (1, 1), within each of which the first value has variance 9 and the second 1: by Fisher's
     * closed form the direction is W⁻¹(m₁ − m₀), so (1/9, 1), and in it the variance within is 1.
     */
    @Test
    void twoGroupsAreToldApartInFishersDirection() {
        float[][] items = {
            {3, 1}, {-3, 1}, {3, -1}, {-3, -1},
            {4, 2}, {-2, 2}, {4, 0}, {-2, 0}
        };
        Discriminant discriminant = Discriminant.of(items, new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 1);

        double x = discriminant.apply(new float[] {1, 0})[0];
        double y = discriminant.apply(new float[] {0, 1})[0];
        assertEquals(1.0 / 9, x / y, 0.002);
        assertEquals(1, 9 * x * x + y * y, 0.005);
    }

    @Test
    void groupsOfOneAndItemsThatAreAlikeAreRefused() {
        float[][] items = {{0.1f, 1}, {0.1f, 1}, {0.1f, 1}, {4, 2}, {4, 2}, {4, 2}};
        for (int[] groups : new int[][] {{0, 0, 0, 1, 1, 1}, {0, 1, 2, 3, 4, 5}}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> Discriminant.of(items, groups, 1));
            assertEquals("no two items of a group differ", e.getMessage());
        }
    }

    @Test
    void oneGroupOfTwoAmongGroupsOfOneIsEnough() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] items = new float[30][119];
        int[] groups = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            groups[i] = Math.max(0, i - 1);
            for (int j = 0; j < items[i].length; j++) {
                items[i][j] = (float) random.nextDouble();
            }
        }
        for (float value : Discriminant.of(items, groups, 40).apply(items[7])) {
            assertTrue(Float.isFinite(value), () -> "" + value);
        }
    }

    @Test
    void aValueThatDiffersWithinGroupsIsOverlooked() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] items = new float[300][3];
        int[] groups = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            groups[i] = i % 30;
            items[i][0] = (float) (100 * random.nextDouble());
            items[i][1] = groups[i] + (float) (0.1 * random.nextDouble());
            items[i][2] = (float) random.nextDouble();
        }
        Discriminant discriminant = Discriminant.of(items, groups, 1);

        float[] origin = discriminant.apply(new float[] {0, 0, 0});
        double loud = Math.abs(discriminant.apply(new float[] {100, 0, 0})[0] - origin[0]);
        double group = Math.abs(discriminant.apply(new float[] {0, 1, 0})[0] - origin[0]);
        assertTrue(group > 10 * loud, group + " against " + loud);
    }
}

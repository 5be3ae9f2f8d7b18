package dev.phasewright.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseScheduleTest {
    private static final List<NoiseSchedule> ALL = List.of(
            NoiseSchedule.STANDARD,
            new NoiseSchedule.Karras(1, 0.002, 80),
            new NoiseSchedule.LogLinear(0.01, 80),
            new NoiseSchedule.Flow(0.01, 80));

    @Test
    void levelsFallStrictlyFromTheLargestToTheSmallestAndThenToZero() {
        for (NoiseSchedule schedule : ALL) {
            for (int steps : new int[] {2, 3, 10, 1000}) {
                double[] levels = schedule.levels(steps);
                assertEquals(steps + 1, levels.length);
                assertEquals(schedule.sigmaMax(), levels[0]);
                assertEquals(schedule.sigmaMin(), levels[steps - 1]);
                assertEquals(0, levels[steps]);
                for (int i = 0; i < steps; i++) {
                    assertTrue(levels[i] > levels[i + 1], schedule + Arrays.toString(levels));
                }
            }
        }
    }

    @Test
    void aSingleStepGoesFromTheLargestLevelToZero() {
        for (NoiseSchedule schedule : ALL) {
            assertArrayEquals(new double[] {schedule.sigmaMax(), 0}, schedule.levels(1));
        }
    }

    /**
     * Against python3: {@code [(80**(1/7)+i/4*(.002**(1/7)-80**(1/7)))**7 for i in range(5)]}, {@code
     * numpy.geomspace(80,.01,5)}, {@code t=numpy.linspace(80/81,.01/1.01,5); t/(1-t)}.
     */
    @Test
    void theMiddleLevelsAreThoseOfTheFormulas() {
        assertArrayEquals(
                new double[] {80, 17.5278319646, 2.51521897615, 0.169752756269, 0.002, 0},
                new NoiseSchedule.Karras(7, 0.002, 80).levels(5),
                1e-9);
        assertArrayEquals(
                new double[] {80, 8.45897010752, 0.894427191, 0.0945741609003, 0.01, 0},
                new NoiseSchedule.LogLinear(0.01, 80).levels(5),
                1e-9);
        assertArrayEquals(
                new double[] {80, 2.89432345591, 0.995122546031, 0.341092578173, 0.01, 0},
                new NoiseSchedule.Flow(0.01, 80).levels(5),
                1e-9);
    }

    @Test
    void valuesOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.Karras(0, 0.01, 80));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.Karras(Double.NaN, 0.01, 80));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.Karras(7, 0, 80));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.LogLinear(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.LogLinear(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSchedule.Flow(1, Double.POSITIVE_INFINITY));
        for (NoiseSchedule schedule : ALL) {
            assertThrows(IllegalArgumentException.class, () -> schedule.levels(0));
            assertThrows(IllegalArgumentException.class, () -> schedule.levels(-3));
        }
    }
}

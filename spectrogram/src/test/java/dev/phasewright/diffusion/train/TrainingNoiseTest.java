package dev.phasewright.diffusion.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.random.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingNoiseTest {
    private static final int DRAWS = 40_000;

    private static double[] sorted(TrainingNoise noise) {
        RandomGenerator random = Seeds.stream(1, "noise", 0);
        double[] levels = new double[DRAWS];
        Arrays.setAll(levels, i -> Math.log(noise.draw(random)));
        Arrays.sort(levels);
        return levels;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.9})
    void logarithmsAreNormal(double share) {
        double level = sorted(TrainingNoise.DEFAULT)[(int) (share * DRAWS)];
        assertEquals(share, new NormalDistribution(1, 1.5).cumulativeProbability(level), 0.01);
    }

    @Test
    void aDeviationIsPositiveAndAMeanFinite() {
        assertThrows(IllegalArgumentException.class, () -> new TrainingNoise(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new TrainingNoise(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingNoise(1, Double.POSITIVE_INFINITY));
    }
}

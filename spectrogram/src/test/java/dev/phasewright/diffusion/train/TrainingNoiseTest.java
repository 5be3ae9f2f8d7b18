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
    void logarithmsAreNormalAndHalfOfThemAroundWhatIsEmphasized(double share) {
        double plain = sorted(TrainingNoise.DEFAULT)[(int) (share * DRAWS)];
        assertEquals(share, new NormalDistribution(1, 1.5).cumulativeProbability(plain), 0.01);
        double emphasized = sorted(TrainingNoise.DEFAULT.emphasizing(20))[(int) (share * DRAWS)];
        double expected = 0.5 * new NormalDistribution(1, 1.5).cumulativeProbability(emphasized)
                + 0.5 * new NormalDistribution(Math.log(20), 0.8).cumulativeProbability(emphasized);
        assertEquals(share, expected, 0.01);
    }

    @Test
    void noLevelIsNegativeOrNothing() {
        for (double level : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> TrainingNoise.DEFAULT.emphasizing(level));
        }
        assertThrows(IllegalArgumentException.class, () -> new TrainingNoise(Double.NaN, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new TrainingNoise(1, 0, null));
    }
}

package dev.phasewright.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.train.TrainingPlan;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void givesAStreamThatDependsOnItsAddressAlone() {
        RandomGenerator one = Seeds.stream(3, "noise", 9);
        Seeds.stream(3, "noise", 8).nextLong();
        RandomGenerator again = Seeds.stream(3, "noise", 9);
        for (int i = 0; i < 100; i++) {
            assertEquals(one.nextLong(), again.nextLong());
        }
    }

    @Test
    void hasADifferentKeyForEveryAddress() {
        Set<Long> keys = new HashSet<>();
        String[] purposes = {"", "a", "b", "ab", "ba", "step", "order", "weights"};
        for (long seed = -8; seed < 8; seed++) {
            for (String purpose : purposes) {
                for (long index = -3; index < 60; index++) {
                    keys.add(Seeds.key(seed, purpose, index));
                }
            }
        }
        assertEquals(16 * purposes.length * 63, keys.size());
        assertNotEquals(Seeds.key(0, "", 1), Seeds.key(1, "", 0));
    }

    /**
     * Computed once on Java 17; runs on 25 alike. What would change them would change every model that is trained:
     * <pre>
     * M = 2**64 - 1
     * def mix(z):
     *     z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & M
     *     z = (z ^ z >> 27) * 0x94D049BB133111EB & M
     *     return z ^ z >> 31
     * def key(seed, purpose, index):
     *     h = mix(seed + 0x9E3779B97F4A7C15 & M)
     *     for c in purpose: h = mix(h ^ ord(c))
     *     return mix(h ^ mix(index + 0x632BE59BD9B4E019 & M))
     * hex(key(1, "step", 7))
     * </pre>
     */
    @Test
    void keepsItsNumbers() {
        assertEquals(KEY, Seeds.key(1, "step", 7));
        assertEquals(STREAM, Seeds.stream(1, "step", 7).nextLong());
    }

    private static final long KEY = 0xdec32e006a7c217dL;
    private static final long STREAM = -8183453468377045062L;

    @Test
    void normalDeviatesAreStandardNormal() {
        float[] values = new float[100_001];
        NormalDeviates.fill(values, 1, 100_000, Seeds.stream(1, "test", 0));
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 1; i < values.length; i++) {
            double v = values[i];
            sum += v;
            squares += v * v;
            fourth += v * v * v * v;
        }
        assertEquals(0, values[0]);
        assertEquals(0, sum / 1e5, 0.01);
        assertEquals(1, squares / 1e5, 0.02);
        assertEquals(3, fourth / 1e5, 0.1);
        float[] odd = new float[3];
        NormalDeviates.fill(odd, 0, 3, Seeds.stream(1, "test", 0));
        assertArrayEquals(new float[] {values[1], values[2], values[3]}, odd);
    }

    @Test
    void learningRateRisesThenFallsAsACosine() {
        TrainingPlan plan = TrainingPlan.standard(1100, 4, 0.01, 1).withWarmup(100);
        assertEquals(0.0001, plan.learningRateAt(1), 1e-12);
        assertEquals(0.005, plan.learningRateAt(50), 1e-12);
        assertEquals(0.01, plan.learningRateAt(100), 1e-12);
        assertEquals(0.01 * (1 + Math.sqrt(0.5)) / 2, plan.learningRateAt(350), 1e-12);
        assertEquals(0.005, plan.learningRateAt(600), 1e-12);
        assertEquals(0, plan.learningRateAt(1100), 1e-12);
        TrainingPlan cold = TrainingPlan.standard(2, 4, 0.01, 1);
        assertEquals(0.005, cold.learningRateAt(1), 1e-12);
    }

    @Test
    void aPlanOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(0, 1, .1, 0, .9, 0, 1, .9, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, 0, .1, 0, .9, 0, 1, .9, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, 1, 0, 0, .9, 0, 1, .9, 1, 1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new TrainingPlan(1, 1, Double.NaN, 0, .9, 0, 1, .9, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, 1, .1, -1, .9, 0, 1, .9, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, 1, .1, 0, .9, 0, 0, .9, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, 1, .1, 0, .9, 0, 1, .9, 1, 0, 0));
    }
}

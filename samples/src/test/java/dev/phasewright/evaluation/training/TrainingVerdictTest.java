package dev.phasewright.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingVerdictTest {
    private static TrainingVerdict verdict(int samples, double own, double copies) {
        return new TrainingVerdict(100, samples, 20, own, 0.9, copies, 0.01);
    }

    @ParameterizedTest
    @CsvSource({"48, 0, false", "48, 1, false", "48, 2, false", "48, 3, true", "1000, 25, false", "1000, 29, true"})
    void copiesAreNotChance(int samples, int copies, boolean surely) {
        assertEquals(surely, verdict(samples, 1, copies / (double) samples).isCopying());
    }

    @Test
    void whatToDoNextFollowsFromTheFigures() {
        assertTrue(verdict(48, 0.9, 0.2).next(Path.of("m"), Path.of("d")).startsWith("it begins to repeat recordings"));
        assertTrue(verdict(48, 0.7, 0).next(Path.of("m"), Path.of("d")).contains("train --data d --from m"));
        assertTrue(verdict(48, 0.8, 0).next(Path.of("m"), Path.of("d")).contains("phasewright evaluate m --data d"));
        assertEquals(
                "48 samples: nearest recording of their own class 80 % (20 held out: 90 %), copies 2.1 % (held out: 1.0 %)",
                verdict(48, 0.8, 1 / 48.0).line());
    }
}

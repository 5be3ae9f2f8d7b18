package dev.phasewright.evaluation.sliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepChoiceTest {
    @Test
    void theFewestThatAreNearEnoughAreChosenAndElseTheNearest() {
        assertEquals(2, StepChoice.choose(Map.of(1, 0.19, 2, 0.05, 4, 0.03, 8, 0.01)));
        assertEquals(1, StepChoice.choose(Map.of(1, -0.01, 2, 0.05, 4, 0.03, 8, 0.01)));
        assertEquals(8, StepChoice.choose(Map.of(1, 0.3, 2, 0.2, 4, 0.1, 8, 0.06)));
        assertEquals(4, StepChoice.choose(Map.of(1, 0.3, 2, 0.2, 4, 0.06, 8, 0.06)));
    }
}

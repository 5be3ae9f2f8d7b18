package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InceptionScoreTest {
    @Test
    void agreesWithNumpy() {
        float[][] probabilities = FormulaData.probabilities(6, 500, 10);
        double expected = FormulaData.expected("inceptionScore").asDouble();
        assertEquals(expected, InceptionScore.of(probabilities).mean(), 1e-12 * expected);
        JsonNode ofParts = FormulaData.expected("inceptionScoreOfTenParts");
        InceptionScore parts = InceptionScore.of(probabilities, 10);
        assertEquals(ofParts.get(0).asDouble(), parts.mean(), 1e-12);
        assertEquals(ofParts.get(1).asDouble(), parts.deviation(), 1e-12);
    }

    @Test
    void sureAndEvenlySpreadClipsScoreTheNumberOfClasses() {
        float[][] oneHot = new float[70][7];
        for (int i = 0; i < oneHot.length; i++) {
            oneHot[i][i % 7] = 1;
        }
        InceptionScore score = InceptionScore.of(oneHot);
        assertEquals(7, score.mean(), 1e-12);
        assertEquals(0, score.deviation());
        assertEquals(7, InceptionScore.of(oneHot, 10).mean(), 1e-12);
    }

    @Test
    void clipsThatLookAlikeScoreOne() {
        float[][] alike = new float[40][];
        for (int i = 0; i < alike.length; i++) {
            alike[i] = new float[] {0.5f, 0.25f, 0.25f, 0};
        }
        assertEquals(1, InceptionScore.of(alike).mean(), 1e-12);
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertMessage("0 items", new float[0][]);
        assertMessage("sum to", new float[][] {{0.5f, 0.4f}});
        assertMessage("is -0.5", new float[][] {{1.5f, -0.5f}});
        assertMessage("NaN", new float[][] {{0.5f, Float.NaN}});
        assertMessage("instead of 2", new float[][] {{0.5f, 0.5f}, {1}});
        assertMessage("no features", new float[][] {{}});
        assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(new float[][] {{1}, {1}}, 3));
        assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(new float[][] {{1}, {1}}, 0));
    }

    private static void assertMessage(String part, float[][] probabilities) {
        String message = assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(probabilities))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}

package dev.phasewright.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are those of the README's tables: 3,000 updates of 16, and 2,400 passes of ten clips. */
class LearningLengthTest {
    @ParameterizedTest
    @CsvSource({
        "10, 16, 1500",
        "10, 32, 750",
        "1, 64, 37",
        "1, 10000, 1",
        "20, 16, 3000",
        "300, 16, 3000",
        "300, 32, 1500"
    })
    void itIsAsLongAsWasMeasured(int recordings, int batch, long updates) {
        assertEquals(updates, new LearningLength(recordings, batch).updates());
    }

    @Test
    void itSaysWhereItKnowsThatFrom() {
        assertEquals(
                "with 300 recordings and batches of 32, stop near update 1,500 if nothing else tells: so long did samples get"
                        + " better in \"phasewright study memory\"; where it ends sooner or may go on is looked at on the way",
                new LearningLength(300, 32).advice());
        assertTrue(
                new LearningLength(10, 32).advice().contains("update 750 if nothing else tells: copies of ten came"));
    }
}

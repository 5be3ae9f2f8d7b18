package dev.phasewright.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutLossTest {
    private final HeldOutLoss loss = new HeldOutLoss();

    private void told(long update, double value) {
        loss.told(update, Map.of("loss", value));
    }

    @Test
    void endsWhereItHasRisenByATenthThreeTimesInARow() {
        told(50, 0.3);
        told(100, 0.2);
        assertTrue(loss.isGood());
        assertEquals(Optional.empty(), loss.line());
        told(150, 0.219);
        assertTrue(loss.isGood(), "samples still come nearer");
        told(200, 0.23);
        assertFalse(loss.isGood());
        told(250, 0.23);
        told(300, 0.219);
        assertFalse(loss.isPast(), "by less than a tenth once");
        told(350, 0.23);
        told(400, 0.23);
        told(450, 0.23);
        assertTrue(loss.isPast());
        String line = loss.line().orElseThrow();
        assertTrue(line.contains("best at step 100, loss 0.2000") && line.endsWith("that of step 300"), line);
        told(500, 0.19);
        assertTrue(loss.isGood());
        assertFalse(loss.isPast());
    }

    /** What was kept may be worse by a tenth than the best, and so is not what to go on from. */
    @Test
    void aTrainingThatIsGoneOnWithKnowsItsBest(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("training.jsonl"),
                """
                {"checkpoint":50,"loss@1.0":0.1,"loss":0.2}
                {"step":60,"loss":0.01}
                {"checkpoint":100,"loss":0.21}
                {"checkpoint":15""");
        HeldOutLoss after = HeldOutLoss.of(folder);
        after.told(150, Map.of("loss", 0.221));
        assertFalse(after.isGood());
        assertTrue(after.line().orElseThrow().contains("best at step 50, loss 0.2000"));
        after.told(200, Map.of("loss", 0.219));
        assertTrue(after.isGood());
    }

    @Test
    void nobodyCanTellIfNothingIsHeldOut() {
        for (int i = 1; i < 9; i++) {
            loss.told(i, Map.of());
            assertTrue(loss.isGood());
            assertFalse(loss.isPast());
        }
    }

    @Test
    void goesOnFromTheModelThatIsThere(@TempDir Path folder) throws IOException {
        HeldOutLoss after = HeldOutLoss.of(Tiny.model());
        after.told(9, Map.of("loss", 1e6));
        assertFalse(after.isGood(), "its origin tells its loss");
        HeldOutLoss fresh = HeldOutLoss.of(folder);
        fresh.told(9, Map.of("loss", 1e6));
        assertTrue(fresh.isGood(), "there is none");
    }
}

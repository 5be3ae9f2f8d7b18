package dev.phasewright.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Tiny;
import java.io.IOException;
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
        assertTrue(loss.isBest());
        assertEquals(Optional.empty(), loss.line());
        told(150, 0.219);
        assertFalse(loss.isBest());
        told(200, 0.23);
        told(250, 0.23);
        told(300, 0.219);
        assertFalse(loss.isPast(), "by less than a tenth once");
        told(350, 0.23);
        told(400, 0.23);
        told(450, 0.23);
        assertTrue(loss.isPast());
        assertTrue(loss.line().orElseThrow().contains("best at step 100, loss 0.2000"));
        told(500, 0.19);
        assertTrue(loss.isBest());
        assertFalse(loss.isPast());
    }

    @Test
    void nobodyCanTellIfNothingIsHeldOut() {
        for (int i = 1; i < 9; i++) {
            loss.told(i, Map.of());
            assertTrue(loss.isBest());
            assertFalse(loss.isPast());
        }
    }

    @Test
    void goesOnFromTheModelThatIsThere(@TempDir Path folder) throws IOException {
        HeldOutLoss after = HeldOutLoss.of(Tiny.model());
        after.told(9, Map.of("loss", 1e6));
        assertFalse(after.isBest(), "its origin tells its loss");
        HeldOutLoss fresh = HeldOutLoss.of(folder);
        fresh.told(9, Map.of("loss", 1e6));
        assertTrue(fresh.isBest(), "there is none");
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link ServerLoad} for a moment: what it finds must be right, however long it takes. */
class ServerLoadTest {
    @Test
    @Timeout(180)
    void twoHundredAtOnceGetTheirAnswersOrAreRefusedAndLeaveNothing(@TempDir Path results) throws Exception {
        // Room for a hundred uploads: more push the first ones out.
        Limits limits = new Limits(1 << 20, 4, 4, 8, 5 << 20, 5);
        try (ServerFixture fixture = ServerFixture.start(results, limits)) {
            new ServerLoad(fixture.server().uri()).run(Duration.ofMillis(500));
            double heap = ServerLoad.heap();

            ServerLoad load = new ServerLoad(fixture.server().uri());
            load.run(Duration.ofSeconds(2));

            assertEquals(Map.of(), load.surprises());
            assertTrue(load.requests() >= ServerLoad.CLIENTS, load.requests() + " requests");
            assertEquals(List.of(), fixture.log());
            Map<String, Long> threads = ServerLoad.threads();
            assertTrue(threads.get("http") <= 48 && threads.get("generation") == 1, threads.toString());
            double grown = ServerLoad.heap() - heap;
            assertTrue(grown < 100, grown + " MB more, and at most 5 MB of sounds may be kept");
        }
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.cli.Tiny;
import dev.phasewright.serve.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of a model that was distilled, which is to be sampled in the steps that it was taught. */
@Timeout(120)
class DistilledTest {
    @TempDir
    private Path folder;

    @Test
    void itIsSampledAsItWasTaughtUnlessAskedOtherwise() throws IOException {
        Path model = Tiny.distilledIn(folder.resolve("fast"));
        try (ServerFixture fixture = ServerFixture.of(model, folder.resolve("results"))) {
            Client client = fixture.client();
            JsonNode status = client.get("/api/status").json();
            assertEquals(
                    "renoise 2 1.0",
                    status.get("sampler").asText() + " " + status.get("steps") + " " + status.get("guidance"));
            String page = client.get("/generate").text();
            assertTrue(page.contains("max=\"64\" step=\"1\" value=\"2\""), page);
            assertTrue(page.contains("<option selected>renoise</option>"), page);

            byte[] plain = generated(client, 2, "");
            assertArrayEquals(plain, generated(client, 2, ", \"steps\": 2, \"sampler\": \"renoise\", \"guidance\": 1"));
            assertFalse(Arrays.equals(plain, generated(client, 2, ", \"sampler\": \"dpmpp2m\"")));
            assertFalse(Arrays.equals(plain, generated(client, 3, ", \"steps\": 3")));
        }
    }

    private static byte[] generated(Client client, int steps, String more) {
        Answer queued = client.postJson("/api/generations", "{\"class\": \"low\", \"seed\": 5" + more + "}");
        assertEquals(202, queued.status(), queued::text);
        String job = queued.header("Location");
        client.get(job + "/events");
        JsonNode done = client.get(job).json();
        assertEquals(steps, done.get("steps").asInt());
        return client.get("/api/sounds/" + done.at("/sound/id").asText() + "/audio")
                .bytes();
    }
}

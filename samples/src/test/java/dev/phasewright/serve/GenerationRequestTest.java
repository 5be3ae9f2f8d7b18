package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.cli.Tiny;
import dev.phasewright.model.ModelPath;
import dev.phasewright.serve.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command can be asked for, the server can. */
class GenerationRequestTest {
    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void otherModels() {
        before = System.getProperty(ModelPath.PROPERTY);
    }

    @AfterEach
    void asBefore() {
        if (before == null) {
            System.clearProperty(ModelPath.PROPERTY);
        } else {
            System.setProperty(ModelPath.PROPERTY, before);
        }
    }

    @Test
    void pitchLengthAndGuidanceIntervalCanBeAskedFor() throws IOException {
        try (ServerFixture fixture = ServerFixture.of(Tiny.noteModel(), folder.resolve("results"))) {
            Client client = fixture.client();
            byte[] any = generated(client, "");
            byte[] a4 = generated(client, ", \"pitch\": \"A4\"");
            assertFalse(Arrays.equals(any, a4));
            assertArrayEquals(a4, generated(client, ", \"pitch\": 69"));
            assertArrayEquals(any, generated(client, ", \"guidanceLow\": 0.2, \"guidanceHigh\": 30"));
            assertFalse(Arrays.equals(any, generated(client, ", \"guidanceLow\": 0.2, \"guidanceHigh\": 0.3")));
            assertEquals(44 + 2 * 16_000, generated(client, ", \"seconds\": 1").length, 2 * 128);

            assertEquals(44 + 2 * 128, generated(client, ", \"seconds\": 0.008").length);

            for (List<String> wrong : List.of(
                    List.of("\"pitch\": \"C9\"", "pitch: the model plays no C9 (120); it plays C4 to B4"),
                    List.of("\"pitch\": \"H4\"", "pitch: "),
                    List.of("\"seconds\": 5", "seconds must be from 0.008 to 4, not 5"),
                    List.of("\"seconds\": 0.0079", "seconds must be from 0.008 to 4, not 0.0079"),
                    List.of("\"guidanceLow\": 3, \"guidanceHigh\": 2", "guidanceLow must be below guidanceHigh"),
                    List.of("\"model\": \"gongs\"", "model must be one of "),
                    List.of("\"seconds\": \"0x1p0\"", "seconds must be a number, not \"0x1p0\""),
                    List.of("\"seconds\": \"1d\"", "seconds must be a number, not \"1d\""),
                    List.of("\"seed\": 1, \"seed\": 2", "the body is not JSON"),
                    List.of("\"seed\": 1} {", "the body is not JSON"),
                    List.of("\"class\": \"flute\", \"blend\": \"flute=1\"", "class and blend are asked for"))) {
                Answer refused = client.postJson("/api/generations", "{" + wrong.get(0) + "}");
                assertEquals(400, refused.status(), refused::text);
                assertTrue(refused.json().get("error").asText().startsWith(wrong.get(1)), refused::text);
            }
        }
    }

    @Test
    void anotherModelThatIsFoundCanBeAskedFor() throws IOException {
        Tiny.distilledIn(folder.resolve("models/fast"));
        System.setProperty(ModelPath.PROPERTY, folder.resolve("models").toString());
        try (ServerFixture fixture = ServerFixture.start(folder.resolve("results"))) {
            Client client = fixture.client();
            JsonNode status = client.get("/api/status").json();
            assertEquals("model", status.at("/models/0/name").asText());
            JsonNode fast = null;
            for (JsonNode model : status.get("models")) {
                fast = model.get("name").asText().equals("fast") ? model : fast;
            }
            assertEquals("renoise", fast.get("sampler").asText());
            assertEquals(2, fast.get("steps").asInt());

            Answer queued = client.postJson("/api/generations", "{\"model\": \"fast\", \"seed\": 5}");
            assertEquals(202, queued.status(), queued::text);
            client.get(queued.header("Location") + "/events");
            JsonNode done = client.get(queued.header("Location")).json();
            assertEquals("done", done.get("state").asText());
            assertEquals(2, done.get("steps").asInt());
        }
    }

    /** As one counts, though the model has them by the alphabet. */
    @Test
    void classesAreToldInTheirNaturalOrder() throws IOException {
        System.setProperty(ModelPath.PROPERTY, Path.of("models").toString());
        try (ServerFixture fixture = ServerFixture.start(folder.resolve("results"))) {
            for (JsonNode model : fixture.client().get("/api/status").json().get("models")) {
                if (model.get("name").asText().equals("digits")) {
                    assertEquals(
                            "[\"zero\",\"one\",\"two\",\"three\",\"four\",\"five\",\"six\",\"seven\",\"eight\",\"nine\"]",
                            model.get("classes").toString());
                    return;
                }
            }
            fail("the shipped model was not found");
        }
    }

    private static byte[] generated(Client client, String more) {
        Answer queued =
                client.postJson("/api/generations", "{\"class\": \"flute\", \"steps\": 4, \"seed\": 5" + more + "}");
        assertEquals(202, queued.status(), queued::text);
        String job = queued.header("Location");
        client.get(job + "/events");
        JsonNode done = client.get(job).json();
        assertEquals("done", done.get("state").asText(), done::toString);
        return client.get("/api/sounds/" + done.at("/sound/id").asText() + "/audio")
                .bytes();
    }
}

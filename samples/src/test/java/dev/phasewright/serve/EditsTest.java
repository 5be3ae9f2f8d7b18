package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.audio.Audio;
import dev.phasewright.serve.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds that are made anew in part, asked for over HTTP. */
@Timeout(300)
class EditsTest {
    @TempDir
    private static Path results;

    private static ServerFixture fixture;
    private static Client client;
    private static Audio original;
    private static String sound;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(results);
        client = fixture.client();
        byte[] wav = Sounds.wav(Sounds.swell(1.2, 1));
        original = Sounds.read(wav);
        sound = "/api/sounds/" + client.upload(wav);
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
        assertEquals(List.of(), fixture.log());
    }

    /** What comes of an edit of so many steps; a few are enough to see where it was at work. */
    private static Audio edited(String fields) throws IOException {
        Answer queued = client.postJson(sound + "/edits", "{\"seed\": 5, \"steps\": 3, " + fields + "}");
        assertEquals(202, queued.status(), queued::text);
        String job = queued.header("Location");
        client.get(job + "/events");
        JsonNode done = client.get(job).json();
        assertEquals("done", done.get("state").asText(), done::toString);
        assertEquals(100, done.get("step").asInt());
        return Sounds.read(client.get("/api/sounds/" + done.at("/sound/id").asText() + "/audio")
                .bytes());
    }

    private static float[] part(Audio audio, double from, double to) {
        return Arrays.copyOfRange(audio.channel(0), (int) (from * audio.sampleRate()), (int) (to * audio.sampleRate()));
    }

    private static void assertSame(double from, double to, Audio edited) {
        assertArrayEquals(part(original, from, to), part(edited, from, to), 1e-6f);
    }

    @Test
    void aHoleIsFilledAndTheRestStays() throws IOException {
        Audio filled = edited("\"edit\": \"inpaint\", \"from\": 0.5, \"to\": 0.7");
        assertEquals(original.length(), filled.length());
        assertSame(0, 0.4, filled);
        assertSame(0.8, 1.2, filled);
        assertNotEquals(
                Arrays.toString(part(original, 0.55, 0.65)),
                Arrays.toString(part(filled, 0.55, 0.65)),
                "it is another");
        assertArrayEquals(
                filled.channel(0),
                edited("\"edit\": \"inpaint\", \"from\": 0.5, \"to\": 0.7").channel(0),
                "the same seed, the same sound");
        assertEquals(
                original.length(),
                edited("\"low\": 1000, \"high\": 3000, \"class\": \"low\"").length());
    }

    @Test
    void aSoundGoesOnRunsIntoItselfAndIsVaried() throws IOException {
        Audio longer = edited("\"edit\": \"extend\", \"seconds\": 0.5");
        assertEquals(1.7, longer.seconds(), 1e-3);
        assertSame(0, 1.1, longer);
        Audio looped = edited("\"edit\": \"loop\", \"seam\": 0.1");
        assertEquals(original.length(), looped.length());
        assertSame(0.25, 0.95, looped);
        assertSame(0, 1.2, edited("\"edit\": \"vary\", \"strength\": 0"));
        assertEquals(
                original.length(),
                edited("\"edit\": \"vary\", \"strength\": 0.7").length());
    }

    @Test
    void aMixtureIsTakenApartIntoChannelsThatAddUpToIt() throws IOException {
        Audio apart = edited("\"edit\": \"separate\", \"classes\": \"high,low\", \"samples\": 2");
        assertEquals(2, apart.channels());
        assertEquals(original.length(), apart.length());
        for (int i = 0; i < original.length(); i++) {
            assertEquals(original.sample(0, i), apart.sample(0, i) + apart.sample(1, i), 2e-3, "sample " + i);
        }
    }

    @Test
    void whatIsSilentCannotBeTakenApartAndSaysSo() throws IOException {
        String silence = "/api/sounds/" + client.upload(Sounds.wav(Audio.mono(new float[8000], 16_000)));
        String job = client.postJson(
                        silence + "/edits", "{\"edit\": \"separate\", \"classes\": \"high,low\", \"steps\": 2}")
                .header("Location");
        client.get(job + "/events");
        JsonNode failed = client.get(job).json();
        assertEquals("failed", failed.get("state").asText());
        assertTrue(failed.get("error").asText().startsWith("the sound is silent"), failed::toString);
    }

    /** As the model hears it: mono, and at its rate. */
    @Test
    void anySoundThatIsTakenCanBeEdited() throws IOException {
        float[] samples = new float[44_100];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(i * 0.05));
        }
        String own = "/api/sounds/" + client.upload(Sounds.wav(Audio.of(new float[][] {samples, samples}, 44_100)));
        Answer queued = client.postJson(own + "/edits", "{\"steps\": 2, \"from\": 0.4, \"to\": 0.6}");
        String job = queued.header("Location");
        client.get(job + "/events");
        JsonNode made = client.get(job).json().get("sound");
        assertEquals(16_000, made.get("sampleRate").asInt());
        assertEquals(1, made.get("channels").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"edit\": \"melt\"}",
                "{\"from\": \"NaN\"}",
                "{\"from\": -1}",
                "{\"from\": 1.3}",
                "{\"from\": 0.5, \"to\": 0.5}",
                "{\"from\": 0.5, \"to\": 1e999}",
                "{\"low\": 3000, \"high\": 1000}",
                "{\"low\": 9000, \"high\": 10000}",
                "{\"from\": 0.5001, \"to\": 0.5002}",
                "{\"resampling\": 21}",
                "{\"resampling\": 1.5}",
                "{\"strength\": 0.5}",
                "{\"edit\": \"vary\", \"strength\": 1.01}",
                "{\"edit\": \"vary\", \"strength\": \"Infinity\"}",
                "{\"edit\": \"extend\", \"seconds\": 0}",
                "{\"edit\": \"extend\", \"seconds\": 3}",
                "{\"edit\": \"extend\", \"seconds\": 1e300}",
                "{\"edit\": \"loop\", \"seam\": 0.001}",
                "{\"edit\": \"loop\", \"seam\": 0.6}",
                "{\"model\": \"../digits\"}",
                "{\"class\": \"middle\"}",
                "{\"pitch\": \"A4\"}",
                "{\"steps\": 201}",
                "{\"seed\": -1}",
                "{\"edit\": \"separate\"}",
                "{\"edit\": \"separate\", \"classes\": \"high\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,high\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,middle\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,low,high,low,high\"}",
                "{\"edit\": \"separate\", \"classes\": \",\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"samples\": 0}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"samples\": 17}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"pitches\": \"A4\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"pitches\": \"A4,C5\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"class\": \"high\"}",
                "{\"edit\": \"separate\", \"classes\": \"high,low\", \"resampling\": 2}",
                "{\"classes\": \"high,low\"}",
                "{\"from\": [0, 1]}",
                "[]",
                "\u0000",
                ""
            })
    void whatCannotBeIsRefused(String question) {
        assertTrue(client.postJson(sound + "/edits", question).error(400).length() < 400, question);
    }

    @Test
    void whatIsNotAskedProperlyIsRefused() {
        byte[] question = "{}".getBytes(StandardCharsets.US_ASCII);
        client.post(sound + "/edits", question, "Content-Type", "text/plain").error(415);
        client.postJson(sound + "/edits?edit=vary", "{}").error(400);
        client.postJson("/api/sounds/AAAAAAAAAAAAAAAAAAAAAA/edits", "{}").error(404);
        client.post(sound + "/edits", new byte[SmallBody.MOST_BYTES + 1], "Content-Type", "application/json")
                .error(413);
        client.call("GET", sound + "/edits").error(405);
        client.post(sound + "/edits", question, "Content-Type", "application/json", "Origin", "https://evil.example")
                .error(403);
    }

    @Test
    void anEditWaitsItsTurnAndIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        fixture.server()
                .jobs()
                .submit(
                        progress -> {
                            begun.countDown();
                            release.await();
                            throw new Job.Cancelled();
                        },
                        1,
                        0);
        begun.await();
        try {
            String job = client.postJson(sound + "/edits", "{}").header("Location");
            assertEquals("queued", client.get(job).json().get("state").asText());
            assertEquals(
                    "cancelled", client.call("DELETE", job).json().get("state").asText());
            client.postJson(sound + "/edits", "{}");
            client.postJson(sound + "/edits", "{}");
            Answer full = client.postJson(sound + "/edits", "{}");
            assertTrue(full.error(429).startsWith("the queue is full"));
            assertTrue(Integer.parseInt(full.header("Retry-After")) > 0);
        } finally {
            release.countDown();
        }
        // What still waits may end by itself; the last is cancelled at its next step.
        String last = null;
        while (last == null) {
            Answer answer = client.postJson(sound + "/edits", "{\"steps\": 200, \"resampling\": 20}");
            last = answer.header("Location");
            Thread.sleep(50);
        }
        client.call("DELETE", last);
        client.get(last + "/events");
        assertEquals("cancelled", client.get(last).json().get("state").asText());
    }
}

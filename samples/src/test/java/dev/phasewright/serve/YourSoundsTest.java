package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.audio.Audio;
import dev.phasewright.serve.Client.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that are handed over, and what is learned from them, over HTTP. */
@Timeout(300)
class YourSoundsTest {
    /** Of a network that learns a hundred updates a second. */
    private static final String TINY = "\"seconds\": 0.15, \"batch\": 4, \"width\": 16, \"depth\": 1";

    @TempDir
    private Path results;

    private ServerFixture fixture;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        fixture = ServerFixture.start(results);
        client = fixture.client();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
        assertEquals(List.of(), fixture.log());
    }

    static byte[] tone(double hertz, double seconds, double level) {
        float[] samples = new float[(int) (16_000 * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        return Sounds.wav(Audio.mono(samples, 16_000));
    }

    private String begin(String title) {
        Answer made = client.postJson("/api/collections", "{\"title\": \"" + title + "\"}");
        assertEquals(201, made.status(), made::text);
        return made.header("Location");
    }

    private Answer add(String collection, String className, String name, byte[] wav) {
        return client.post(collection + "/samples?class=" + className + "&name=" + name, wav);
    }

    /** A collection of a dozen tones in two classes. */
    private String tones(String title) {
        String collection = begin(title);
        for (int i = 0; i < 12; i++) {
            Answer kept = add(
                    collection, i % 2 == 0 ? "Low" : "High", i + ".wav", tone(300 + 900 * (i % 2) + 9 * i, 0.2, 0.5));
            assertEquals(201, kept.status(), kept::text);
        }
        return collection;
    }

    private JsonNode view(String collection) {
        Answer told = client.get(collection);
        assertEquals(200, told.status(), told::text);
        return told.json();
    }

    private JsonNode until(String collection, Predicate<JsonNode> there) throws InterruptedException {
        JsonNode now = view(collection);
        while (!there.test(now)) {
            Thread.sleep(50);
            now = view(collection);
        }
        return now;
    }

    private static Predicate<JsonNode> in(String state) {
        return view -> view.get("state").asText().equals(state);
    }

    /** Somewhere in a training, or already behind it. */
    private static Predicate<JsonNode> ended() {
        return in("learned").or(in("stopped"));
    }

    private JsonNode learn(String collection, long updates) {
        Answer begun = client.postJson(collection + "/training", "{\"updates\": " + updates + ", " + TINY + "}");
        assertEquals(202, begun.status(), begun::text);
        return begun.json();
    }

    @Test
    void samplesAreKeptUnderNamesThatHarmNobody() throws IOException {
        String collection = begin("../../My Drums!");
        assertEquals("/api/collections/my-drums", collection);
        assertEquals("../../My Drums!", view(collection).get("title").asText());
        assertEquals("/api/collections/my-drums-2", begin("my drums"), "a clash");
        assertEquals("/api/collections/model-2", begin("model"), "nor is it called as a model is");
        byte[] tone = tone(440, 0.2, 0.5);
        JsonNode kept = add(collection, "..%2F..%2Fetc", "passwd%00.wav", tone).json();
        assertEquals("etc", kept.get("className").asText());
        assertEquals("passwd", kept.get("name").asText());
        add(collection, "etc", "passwd.wav", tone);
        assertEquals(1, view(collection).at("/classes/etc").asInt(), "the same is there already");
        assertEquals(
                "passwd-2",
                add(collection, "etc", "passwd.flac", tone(441, 0.2, 0.5))
                        .json()
                        .get("name")
                        .asText());
        add(collection, "%E5%A4%AA%E9%BC%93", "%2E%2E", tone);
        assertEquals(2, view(collection).get("classes").size());
        try (Stream<Path> tree = Files.walk(results)) {
            assertTrue(tree.allMatch(file -> file.startsWith(results.toAbsolutePath())));
        }
        try (Stream<Path> classes = Files.list(results.resolve("your-sounds/my-drums/samples"))) {
            assertEquals(2, classes.count());
        }
    }

    @Test
    void whatIsNoSampleIsRefused() throws IOException {
        String collection = begin("bad");
        byte[] pdf = "%PDF-1.7\n%âãÏÓ\n1 0 obj".getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(add(collection, "a", "a.pdf", pdf).error(415).startsWith("the upload"));
        assertTrue(add(collection, "a", "a.wav", new byte[0]).error(400).contains("empty"));
        assertTrue(add(collection, "a", "a.wav", tone(440, 0.2, 0)).error(415).contains("silent"));
        assertTrue(
                add(collection, "a", "a.wav", tone(440, 0.01, 0.5)).error(415).contains("shorter"));
        add(collection, "a", "a.wav", tone(440, 5, 0.5)).error(413);
        add(collection, "a", "a.wav", new byte[(1 << 20) + 1]).error(413);
        client.post(collection + "/samples?klass=a", tone(440, 0.2, 0.5)).error(400);
        client.post("/api/collections/none/samples", tone(440, 0.2, 0.5)).error(404);
        assertEquals(0, view(collection).get("classes").size());
        assertTrue(client.postJson(collection + "/training", "{" + TINY + "}")
                .error(415)
                .contains("too few"));
        try (Stream<Path> left = Files.list(fixture.server().uploadFolder())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void singleSamplesAreHeardAndDeleted() {
        String collection = begin("singles");
        byte[] tone = tone(440, 0.2, 0.5);
        add(collection, "low", "a.wav", tone);
        add(collection, "low", "b.wav", tone(441, 0.2, 0.5));
        add(collection, "%E5%A4%AA%E9%BC%93", "c.wav", tone);
        JsonNode names = client.get(collection + "/samples").json();
        // A disk whose names are ASCII calls it something else.
        String drum = names.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("low"))
                .findFirst()
                .orElseThrow();
        assertEquals("[\"a\",\"b\"]", names.get("low").toString());
        assertEquals("[\"c\"]", names.get(drum).toString());
        assertArrayEquals(
                tone, client.get(collection + "/samples/low/a").bytes(), "one of a channel and 16 bits is as it came");
        assertEquals(204, client.call("DELETE", collection + "/samples/low/a").status());
        client.call("DELETE", collection + "/samples/low/a").error(404);
        client.get(collection + "/samples/low/a").error(404);
        assertEquals(
                204,
                client.call("DELETE", collection + "/samples/" + URLEncoder.encode(drum, StandardCharsets.UTF_8) + "/c")
                        .status());
        assertEquals("{\"low\":1}", view(collection).get("classes").toString(), "with its last one a class is gone");
        assertFalse(Files.exists(results.resolve("your-sounds/singles/samples").resolve(drum)));
        assertEquals(201, add(collection, "low", "a.wav", tone).status(), "there is room for it again");
    }

    /** Names are looked up, not followed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "low/none",
                "none/a",
                "low/..%2Fa",
                "..%2Flow/a",
                "low/a.wav",
                "low/%00",
                "%2E/collection",
                "low/%2A"
            })
    void whatIsNotASampleIsNotDeleted(String sample) {
        String collection = begin("mine");
        add(collection, "low", "a.wav", tone(440, 0.2, 0.5));
        int status = client.call("DELETE", collection + "/samples/" + sample).status();
        assertTrue(status == 404 || status == 400, sample + ": " + status);
        assertEquals(1, view(collection).at("/classes/low").asInt());
        client.call("DELETE", collection + "/samples/low/a", "Origin", "https://evil.example")
                .error(403);
        client.get(collection + "/samples/low/a", "Sec-Fetch-Site", "cross-site")
                .error(403);
        assertEquals(1, view(collection).at("/classes/low").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"updates\": 0}",
                "{\"updates\": 20001}",
                "{\"updates\": 1.5}",
                "{\"seconds\": \"NaN\"}",
                "{\"seconds\": 9}",
                "{\"batch\": 257}",
                "{\"width\": -1}",
                "{\"width\": 1000000}",
                "{\"depth\": 13}",
                "{\"data\": \"/etc\"}",
                "{\"out\": [1]}",
                "[]",
                ""
            })
    void lessonsThatCannotBeAreRefused(String question) {
        String collection = begin("bad");
        assertTrue(
                client.postJson(collection + "/training", question).error(400).length() < 400, question);
    }

    @Test
    void whatIsNotAskedProperlyIsRefused() {
        String collection = begin("mine");
        byte[] question = "{}".getBytes(StandardCharsets.US_ASCII);
        client.post("/api/collections", question, "Content-Type", "text/plain").error(415);
        client.post("/api/collections", question, "Content-Type", "application/json", "Origin", "https://evil.example")
                .error(403);
        client.post(collection + "/samples", question, "Origin", "https://evil.example")
                .error(403);
        client.call("DELETE", collection, "Origin", "https://evil.example").error(403);
        client.get(collection + "/model.zip", "Sec-Fetch-Site", "cross-site").error(403);
        client.get(collection + "/model.zip").error(404);
        client.get(collection + "?nonsense=1").error(400);
        client.get("/api/collections/..%2Fmine").error(400);
        client.call("PUT", collection).error(405);
        client.postJson("/api/collections", "{\"name\": \"x\"}").error(400);
        assertEquals(200, client.get(collection).status());
    }

    /** The whole of it. */
    @Test
    void whatWasLearnedSoundsIsTakenAlongAndForgotten() throws Exception {
        String collection = tones("Two tones");
        JsonNode begun = learn(collection, 20);
        assertEquals("reading", begun.get("state").asText());
        assertTrue(
                client.postJson(tones("another") + "/training", "{" + TINY + "}")
                        .error(409)
                        .contains("Two tones"),
                "one at a time");
        add(collection, "low", "more.wav", tone(500, 0.2, 0.5)).error(409);
        client.call("DELETE", collection + "/samples/low/0").error(409);
        JsonNode heard = until(collection, view -> !view.get("pads").isNull());
        assertEquals("two-tones", heard.at("/pads/model").asText());
        JsonNode learned = until(collection, ended());
        assertEquals("learned", learned.get("state").asText(), learned::toString);
        assertEquals(20, learned.get("updates").asInt());
        assertTrue(learned.get("losses").size() > 0);
        assertEquals(48, learned.at("/verdict/samples").asInt(), learned::toString);
        assertTrue(learned.at("/verdict/copying").isBoolean());
        assertEquals(List.of("high", "low"), learned.at("/pads/pads").findValuesAsText("name"));
        Answer sound = client.get("/api/sounds.wav?model=two-tones&class=low&seed=1");
        assertEquals(200, sound.status(), sound::text);
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(client.get(collection + "/model.zip").bytes()))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                files.add(entry.getName());
            }
        }
        assertEquals(List.of("two-tones/model.json", "two-tones/model.safetensors", "two-tones/README.txt"), files);
        assertEquals(
                201, add(collection, "low", "more.wav", tone(500, 0.2, 0.5)).status());
        assertEquals("collecting", view(collection).get("state").asText(), "more samples, another lesson");
        assertEquals(204, client.call("DELETE", collection).status());
        client.get(collection).error(404);
        client.get("/api/sounds.wav?model=two-tones").error(400);
        assertFalse(Files.exists(results.resolve("your-sounds/two-tones")));
    }

    /** At once; while it reads; when it has begun to learn; when it has left checkpoints; over and over. */
    @Test
    void itIsStoppedInEachPhaseAndGoesOn() throws Exception {
        String collection = tones("stops");
        int updates = 1000;
        learn(collection, updates);
        assertEquals(202, client.call("DELETE", collection + "/training").status());
        assertEquals(0, until(collection, in("stopped")).get("checkpoint").asInt());
        learn(collection, updates);
        Thread.sleep(1500);
        client.call("DELETE", collection + "/training");
        client.call("DELETE", collection + "/training");
        assertTrue(until(collection, in("stopped")).get("trouble").isNull(), "it was wanted");
        learn(collection, updates);
        until(collection, view -> view.get("updates").asInt() > 0);
        client.call("DELETE", collection + "/training");
        long first = until(collection, in("stopped")).get("checkpoint").asLong();
        assertTrue(first > 0 && first < updates, "" + first);
        learn(collection, updates);
        JsonNode later = until(collection, view -> view.get("updates").asLong() > first || ended().test(view));
        assertTrue(later.get("updates").asLong() > first, "it goes on where it was");
        assertEquals(204, client.call("DELETE", collection).status(), "deleted while it learns");
        assertFalse(Files.exists(results.resolve("your-sounds/stops")));
    }

    @Test
    void aServerThatIsStartedAnewFindsWhatWasNotFinished() throws Exception {
        String collection = tones("lasting");
        learn(collection, 40);
        until(collection, view -> view.get("updates").asInt() > 0);
        fixture.close();
        start();
        JsonNode found = view(collection);
        assertEquals("stopped", found.get("state").asText());
        assertEquals(40, found.at("/lesson/updates").asInt());
        long before = found.get("checkpoint").asLong();
        assertTrue(before > 0);
        assertEquals(200, client.get("/api/sounds.wav?model=lasting&class=low").status(), "and it can be heard");
        learn(collection, 40);
        JsonNode learned = until(collection, ended());
        assertEquals("learned", learned.get("state").asText(), learned::toString);
        assertTrue(learned.get("checkpoint").asLong() > before);
        assertNotEquals(0, learned.get("losses").size());
    }
}

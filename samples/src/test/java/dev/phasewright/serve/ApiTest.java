package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.audio.Audio;
import dev.phasewright.serve.Client.Answer;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.web.ListeningResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON interface as a program uses it. */
@Timeout(120)
class ApiTest {
    @TempDir
    private static Path results;

    private static ServerFixture fixture;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(results);
        client = fixture.client();
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
        assertEquals(List.of(), fixture.log());
    }

    /** The network that this server has knows 8 kHz, and mel bands 22; what a sound has above is not lost in silence. */
    @ParameterizedTest
    @CsvSource({"44100, network, 8000", "96000, random&via=mel, 22050", "96000, pghi&via=mel, 22050"})
    void theBandAboveWhatNetworksKnowIsTheOriginals(int rate, String method, int above) throws IOException {
        double hertz = 1.5 * above;
        float[] samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / rate;
            samples[i] =
                    (float) (0.2 * Math.sin(2 * Math.PI * 440 * time) + 0.2 * Math.sin(2 * Math.PI * hertz * time));
        }
        String sound = "/api/sounds/" + client.upload(Sounds.wav(Audio.mono(samples, rate)));
        Client.Answer answer = client.get(sound + "/vocoded?method=" + method);
        assertEquals(String.valueOf(above), answer.header("Phasewright-Kept-Above"));
        float[] copy = Sounds.read(answer.bytes()).channel(0);
        double sine = 0;
        double cosine = 0;
        for (int i = rate / 10; i < rate / 10 + rate / 2; i++) {
            sine += copy[i] * Math.sin(2 * Math.PI * hertz * i / rate) * 4 / rate;
            cosine += copy[i] * Math.cos(2 * Math.PI * hertz * i / rate) * 4 / rate;
        }
        assertEquals(0.2, sine, 0.005);
        assertEquals(0, cosine, 0.005);
    }

    /** A tone at 12 kHz keeps its level, though not its phase, and nothing is resampled. */
    @Test
    void methodsWorkAtTheSoundsOwnRate() throws IOException {
        int rate = 44_100;
        float[] samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.sin(2 * Math.PI * 12_000 * i / rate));
        }
        Audio sound = Audio.mono(samples, rate);
        String vocoded = "/api/sounds/" + client.upload(Sounds.wav(sound)) + "/vocoded?method=";
        for (String method : PhaseMethods.names()) {
            Client.Answer answer = client.get(vocoded + method + "&iterations=4");
            assertEquals(200, answer.status(), answer::text);
            assertNull(answer.header("Phasewright-Kept-Above"), method);
            Audio copy = Sounds.read(answer.bytes());
            assertEquals(rate, copy.sampleRate());
            assertEquals(sound.length(), copy.length());
            assertEquals(power(sound), power(copy), 0.03 * power(sound), method);
        }
    }

    @Test
    void aSoundIsGeneratedInOneCall() {
        Answer answer = client.get("/api/sounds.wav?class=low&seed=7&steps=3");
        assertEquals(200, answer.status(), answer::text);
        assertEquals("audio/wav", answer.header("Content-Type"));
        assertEquals("7", answer.header("Phasewright-Seed"));
        assertArrayEquals(
                answer.bytes(),
                client.get("/api/sounds.wav?class=low&seed=7&steps=3").bytes(),
                "the same seed, the same sound");
        assertArrayEquals(
                answer.bytes(), client.get(answer.header("Content-Location")).bytes(), "it is kept");
        Answer drawn = client.get("/api/sounds.wav");
        assertEquals(200, drawn.status(), "everything has a default");
        assertNotEquals("7", drawn.header("Phasewright-Seed"));
    }

    /** From 11.5 to 12.5 kHz. */
    private static double power(Audio sound) {
        Magnitudes magnitudes = Stft.of(StftSpec.forViewing(sound.sampleRate()))
                .forward(sound.channel(0))
                .magnitudes();
        double power = 0;
        for (int f = 0; f < magnitudes.frames(); f++) {
            for (int b = 0; b < magnitudes.spec().bins(); b++) {
                if (Math.abs(magnitudes.spec().frequency(b) - 12_000) < 500) {
                    power += magnitudes.at(f, b) * magnitudes.at(f, b);
                }
            }
        }
        return power;
    }

    /** The tone at 12 kHz is seen where it is, whatever the networks know. */
    @Test
    void picturesReachUpToHalfTheRate() throws IOException {
        int rate = 44_100;
        float[] samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 12_000 * i / rate));
        }
        String id = client.upload(Sounds.wav(Audio.mono(samples, rate)));
        assertEquals(-5, client.get("/api/sounds/" + id).json().get("topDb").asInt());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(
                client.get("/api/sounds/" + id + "/spectrogram?top=-5").bytes()));
        int brightest = 0;
        int row = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            int rgb = picture.getRGB(picture.getWidth() / 2, y);
            int light = (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
            if (light > brightest) {
                brightest = light;
                row = y;
            }
        }
        assertEquals(picture.getHeight() * (1 - 12_000 / 22_050.0), row, 2);
    }

    @Test
    void statusTellsWhatThereIs() {
        JsonNode status = client.get("/api/status").json();

        assertEquals("model", status.get("model").asText());
        assertEquals("[\"high\",\"low\"]", status.get("classes").toString());
        assertEquals(4, status.get("clipSeconds").asInt());
        assertTrue(status.get("methods").toString().contains("pghi"));
    }

    @Test
    void anUploadComesBackAsItWas() throws IOException {
        Audio sound = Sounds.swell(0.5, 2);
        Answer answer = client.post("/api/sounds", Sounds.wav(sound));

        assertEquals(201, answer.status());
        String where = answer.header("Location");
        assertEquals(where, "/api/sounds/" + answer.json().get("id").asText());
        assertEquals(answer.json(), client.get(where).json());
        assertEquals(2, answer.json().get("channels").asInt());
        assertEquals(0.5, answer.json().get("seconds").asDouble());
        Answer audio = client.get(where + "/audio");
        assertEquals("audio/wav", audio.header("Content-Type"));
        assertArrayEquals(Sounds.wav(sound), audio.bytes());

        assertEquals(204, client.call("DELETE", where).status());
        assertTrue(client.get(where).error(404).contains("no sound"));
        assertEquals(204, client.call("DELETE", where).status());
    }

    @Test
    void anyPartOfASoundCanBeHad() {
        String audio = "/api/sounds/" + client.upload(Sounds.wav(Sounds.swell(0.1, 1))) + "/audio";
        byte[] whole = client.get(audio).bytes();

        Answer part = client.get(audio, "Range", "bytes=44-143");
        assertEquals(206, part.status());
        assertEquals("bytes 44-143/" + whole.length, part.header("Content-Range"));
        assertEquals("100", part.header("Content-Length"));
        assertArrayEquals(Arrays.copyOfRange(whole, 44, 144), part.bytes());

        Answer end = client.get(audio, "Range", "bytes=-10");
        assertEquals(206, end.status());
        assertArrayEquals(Arrays.copyOfRange(whole, whole.length - 10, whole.length), end.bytes());

        Answer beyond = client.get(audio, "Range", "bytes=" + whole.length + "-");
        assertEquals(416, beyond.status());
        assertEquals("bytes */" + whole.length, beyond.header("Content-Range"));
        assertEquals(0, beyond.bytes().length);

        Answer nonsense = client.get(audio, "Range", "bytes=x");
        assertEquals(200, nonsense.status());
        assertArrayEquals(whole, nonsense.bytes());

        String tag = part.header("ETag");
        assertEquals(
                206, client.get(audio, "Range", "bytes=0-9", "If-Range", tag).status());
        assertEquals(
                200,
                client.get(audio, "Range", "bytes=0-9", "If-Range", "\"other\"").status());

        Answer head = client.call("HEAD", audio, "Range", "bytes=0-9");
        assertEquals(206, head.status());
        assertEquals(0, head.bytes().length);
        assertEquals("10", head.header("Content-Length"));
    }

    @Test
    void everyMethodMakesPhaseAnewAndKeepsMagnitudesAndLevel() throws IOException {
        Audio sound = Sounds.swell(0.4, 1);
        String vocoded = "/api/sounds/" + client.upload(Sounds.wav(sound)) + "/vocoded?method=";
        for (String method : VocoderChoice.names()) {
            Answer answer = client.get(vocoded + method + "&iterations=4");
            assertEquals(200, answer.status(), answer::text);
            Audio copy = Sounds.read(answer.bytes());
            assertEquals(sound.length(), copy.length(), method);
            assertNotEquals(sound, copy, method);
            assertEquals(sound.rms(), copy.rms(), 0.02 * sound.rms(), method + " is as loud");
            assertArrayEquals(
                    answer.bytes(),
                    client.get(vocoded + method + "&iterations=4").bytes(),
                    method);
        }
        Audio pghi = Sounds.read(client.get(vocoded + "pghi&refine=8").bytes());
        Audio random = Sounds.read(client.get(vocoded + "random").bytes());
        double near = distance(sound, pghi);
        double far = distance(sound, random);
        assertTrue(near < far, near + " dB with, " + far + " dB without phase");
    }

    /** What is shorter than a hop is a sound, too. */
    @Test
    void thereIsNoSoundTooShortToUpload() throws IOException {
        for (int length : new int[] {1, 5, 127}) {
            float[] samples = new float[length];
            samples[length / 2] = 0.5f;
            String sound = "/api/sounds/" + client.upload(Sounds.wav(Audio.mono(samples, Sounds.RATE)));
            for (String what : List.of(
                    "/spectrogram",
                    "/phase",
                    "/phase?window=whole",
                    "/phase?as=spectrogram",
                    "/vocoded",
                    "/vocoded?method=pghi",
                    "/vocoded?method=rtisi&via=mel",
                    "/vocoded?method=griffin-lim&refine=1")) {
                Answer answer = client.get(sound + what);
                assertEquals(200, answer.status(), () -> what + ": " + answer.text());
                if (answer.header("Content-Type").equals("audio/wav")) {
                    assertEquals(length, Sounds.read(answer.bytes()).length(), what);
                }
            }
        }
    }

    private static double distance(Audio a, Audio b) {
        Stft stft = Stft.of(MelSpec.STANDARD.stft());
        return LogSpectralDistance.between(
                stft.forward(a).magnitudes(), stft.forward(b).magnitudes());
    }

    @Test
    void viaMelAndTheSeedMatter() {
        String vocoded = "/api/sounds/" + client.upload(Sounds.wav(Sounds.swell(0.2, 2))) + "/vocoded?method=random";
        byte[] one = client.get(vocoded + "&seed=1").bytes();

        assertFalse(Arrays.equals(one, client.get(vocoded + "&seed=2").bytes()));
        assertFalse(Arrays.equals(one, client.get(vocoded + "&seed=1&via=mel").bytes()));
    }

    @Test
    void aSoundIsGeneratedWhileProgressIsTold() throws IOException {
        Answer queued = client.postJson("/api/generations", "{\"class\": \"low\", \"seed\": 5, \"steps\": 3}");
        assertEquals(202, queued.status(), queued::text);
        String job = queued.header("Location");
        assertEquals(5, queued.json().get("seed").asInt());

        Answer events = client.get(job + "/events");
        assertEquals("text/event-stream", events.header("Content-Type"));
        String last = events.text().strip().replaceFirst("(?s).*\\n\\n", "");
        assertTrue(last.startsWith("event: job\ndata: {") && last.contains("\"state\":\"done\""), last);

        JsonNode done = client.get(job).json();
        assertEquals(3, done.get("step").asInt());
        String sound = "/api/sounds/" + done.at("/sound/id").asText() + "/audio";
        assertEquals(16_000, Sounds.read(client.get(sound).bytes()).sampleRate());
        assertArrayEquals(
                client.get(sound).bytes(), client.get(generated("low", 5)).bytes());
        assertFalse(Arrays.equals(
                client.get(sound).bytes(), client.get(generated("low", 6)).bytes()));
        assertFalse(Arrays.equals(
                client.get(sound).bytes(), client.get(generated("high", 5)).bytes()));
    }

    @Test
    void phasesAreExchangedAsAskedAndTheLevelIsTold() throws IOException {
        Audio sound = Sounds.swell(0.5, 2);
        String phase = "/api/sounds/" + client.upload(Sounds.wav(sound)) + "/phase?";
        Answer standard = client.get(phase);
        Audio changed = Sounds.read(standard.bytes());
        assertEquals(sound.length(), changed.length());
        assertEquals(sound.rms(), changed.rms(), 0.01 * sound.rms(), "matched");
        double level = Double.parseDouble(standard.header("Phasewright-Level-Change"));
        assertTrue(level < -3 && level > -9, "an overlap of four halves the amplitude, about: " + level);

        Audio quiet = Sounds.read(client.get(phase + "match=no").bytes());
        assertEquals(level, 20 * Math.log10(quiet.rms() / sound.rms()), 0.05);
        Audio same = Sounds.read(client.get(phase + "amount=0").bytes());
        for (int i = 0; i < sound.length(); i++) {
            // Rounded to 16 bits on the way in and on the way out, each time by one step and a half at most with its
            // dither.
            assertEquals(sound.sample(0, i), same.sample(0, i), 3.0 / 32768);
        }
        List<String> queries = List.of(
                "distribution=gaussian&radians=0.5",
                "distribution=constant&radians=1.57",
                "distribution=zero",
                "distribution=sign",
                "window=whole",
                "window=1&overlap=32&shape=gauss",
                "low=500&high=2000",
                "scope=bin",
                "link=yes",
                "seed=2");
        for (String query : queries) {
            Answer answer = client.get(phase + query);
            assertEquals(200, answer.status(), answer::text);
            assertFalse(Arrays.equals(standard.bytes(), answer.bytes()), query);
        }
        assertArrayEquals(standard.bytes(), client.get(phase + "seed=1").bytes());
        assertEquals(206, client.get(phase, "Range", "bytes=0-99").status());
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(client.get(phase + "as=spectrogram").bytes()));
        assertEquals(640, picture.getWidth());
    }

    @Test
    void resultsOfBlindTestsAreKeptUntilTheFolderIsFull() throws IOException {
        String result =
                """
                {"schema": "phasewright listening result 1", "kind": "abx", "test": "network-speech", "listener": "../../x",
                 "seed": 7, "started": "2026-01-31T10:00:00Z", "finished": "2026-01-31T10:04:10Z",
                 "conditions": ["original", "network"],
                 "trials": [{"number": 1, "item": "speech", "x": "B", "answer": "A", "seconds": 7.4}], "ratings": []}
                """;
        for (int i = 0; i < ServerFixture.LIMITS.results(); i++) {
            Answer kept = client.postJson("/api/results", result);
            assertEquals(201, kept.status(), kept::text);
            Path file = results.resolve(kept.json().get("kept").asText());
            assertEquals("../../x", ListeningResult.read(file).listener());
        }
        assertTrue(client.postJson("/api/results", result).error(403).contains("full"));
        try (Stream<Path> files = Files.list(results)) {
            assertEquals(ServerFixture.LIMITS.results(), files.count());
        }
        client.postJson("/api/results", result.replace("\"A\"", "\"C\"")).error(400);
        client.postJson("/api/results", "{}").error(400);
        client.postJson("/api/results", "[1").error(400);
    }

    private static String generated(String className, int seed) {
        Answer queued = client.postJson(
                "/api/generations",
                String.format(Locale.ROOT, "{\"class\": \"%s\", \"seed\": %d, \"steps\": 3}", className, seed));
        String job = queued.header("Location");
        client.get(job + "/events");
        return "/api/sounds/" + client.get(job).json().at("/sound/id").asText() + "/audio";
    }

    @Test
    void aFullQueueRefusesAndTenCancelsAreOne() throws Exception {
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
            Answer waiting = client.postJson("/api/generations", "{\"class\": \"low\"}");
            assertEquals("queued", waiting.json().get("state").asText());
            assertEquals(1, waiting.json().get("ahead").asInt());
            Answer behind = client.postJson("/api/generations", "{\"class\": \"low\"}");
            assertEquals(2, behind.json().get("ahead").asInt());
            Answer full = client.postJson("/api/generations", "{\"class\": \"low\"}");
            assertTrue(full.error(429).contains("queue is full"));
            assertTrue(Integer.parseInt(full.header("Retry-After")) >= 1);

            for (int i = 0; i < 10; i++) {
                Answer cancelled = client.call("DELETE", waiting.header("Location"));
                assertEquals(200, cancelled.status());
                assertEquals("cancelled", cancelled.json().get("state").asText());
            }
            assertTrue(client.get(waiting.header("Location") + "/events").text().contains("cancelled"));
            Answer next = client.postJson("/api/generations", "{\"class\": \"low\"}");
            assertEquals(202, next.status());
            client.call("DELETE", behind.header("Location"));
            client.call("DELETE", next.header("Location"));
        } finally {
            release.countDown();
        }
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.serve.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in over HTTP and should not: a refusal each, in one line, and a server that goes on. */
@Timeout(120)
class HostileRequestsTest {
    @TempDir
    private static Path results;

    private static ServerFixture fixture;
    private static Client client;
    private static String sound;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(results);
        client = fixture.client();
        sound = "/api/sounds/" + client.upload(Sounds.wav(Sounds.swell(0.2, 1)));
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
    }

    /** After each: still at work, no defect, nothing left behind. */
    @AfterEach
    void goesOn() throws IOException {
        assertEquals(200, client.get("/api/status").status());
        assertEquals(List.of(), fixture.log());
        try (Stream<Path> left = Files.list(fixture.server().uploadFolder())) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static String refused(byte[] upload, int status) {
        String error = client.post("/api/sounds", upload).error(status);
        assertFalse(error.contains("/tmp") || error.contains("upload-"), error);
        return error;
    }

    @Test
    void uploadsThatAreNoSoundAreRefused() {
        byte[] noise = new byte[5000];
        new SplittableRandom(1).nextBytes(noise);
        byte[] page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertTrue(refused(page, 415).startsWith("the upload"));
        assertTrue(refused(noise, 415).startsWith("the upload"));
        assertTrue(refused(new byte[0], 400).contains("empty"));
        assertTrue(refused("RIFF".getBytes(StandardCharsets.US_ASCII), 415).startsWith("the upload"));
    }

    @Test
    void aWavThatClaimsFourBillionSamplesIsRefusedWithoutRoomForThem() {
        byte[] claims = Sounds.claiming(1, 16_000, 8, 4_000_000_000L, new byte[100]);
        byte[] fast = Sounds.claiming(1, Integer.MAX_VALUE, 8, 100, new byte[100]);

        assertTrue(refused(claims, 415).startsWith("the upload: truncated"));
        assertTrue(refused(fast, 415).contains("Hz"));
    }

    @Test
    void samplesThatAreNoNumbersAreRefused() {
        byte[] data = new byte[400];
        data[2] = (byte) 0xC0;
        data[3] = 0x7F;
        String error = refused(Sounds.claiming(3, 16_000, 32, data.length, data), 415);

        assertTrue(error.startsWith("the upload") && error.contains("NaN"), error);
    }

    @Test
    void aTruncatedSoundIsRefused() {
        byte[] whole = Sounds.wav(Sounds.swell(0.2, 1));
        assertTrue(refused(Arrays.copyOf(whole, 1000), 415).contains("truncated"));
    }

    @Test
    void longSoundsAndLargeUploadsAreRefused() {
        assertTrue(refused(Sounds.wav(Sounds.swell(4.1, 1)), 413).contains("4.0 s are the most"));
        assertTrue(refused(new byte[(1 << 20) + 1], 413).contains("larger than 1 MB"));
    }

    /** A refusal that comes before the body does is read by who only reads once all is sent, on whatever address. */
    @ParameterizedTest
    @CsvSource({
        "POST, /api/sounds, application/octet-stream, 413",
        "POST, /api/generations, application/json, 413",
        "POST, /api/drawings, application/json, 413",
        "POST, /api/generations, text/plain, 415",
        "POST, /api/nothing, text/plain, 404",
        "PUT, /api/sounds, text/plain, 405"
    })
    void aRefusalIsReadByWhoIsStillSending(String method, String path, String type, int status) throws Exception {
        byte[] piece = new byte[1 << 16];
        int pieces = 40;
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().uri().getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: " + client.host() + "\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + pieces * piece.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < pieces; i++) {
                out.write(piece);
                out.flush();
                Thread.sleep(i < 10 ? 20 : 0);
            }
            InputStream in = socket.getInputStream();
            assertEquals("HTTP/1.1 " + status, new String(in.readNBytes(12), StandardCharsets.US_ASCII));
            out.write(("GET /api/status HTTP/1.1\r\nHost: " + client.host() + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("HTTP/1.1 200 "), "the connection goes on: " + rest);
        }
    }

    @Test
    void twoGigabytesAreRefusedBeforeTheyCome() throws IOException {
        String answer = client.raw("POST /api/sounds HTTP/1.1\nHost: " + client.host()
                + "\nContent-Type: audio/wav\nContent-Length: 2147483648\n\nRIFF");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("larger than 1 MB"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    }

    @Test
    void anUploadWithoutADeclaredLengthIsCutOff() throws IOException {
        StringBuilder body = new StringBuilder();
        String piece = "x".repeat(0x8000);
        for (int i = 0; i < 40; i++) {
            body.append("8000\n").append(piece).append("\n");
        }
        String answer = client.raw("POST /api/sounds HTTP/1.1\nHost: " + client.host()
                + "\nContent-Type: audio/wav\nTransfer-Encoding: chunked\n\n" + body + "0\n\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer.substring(0, Math.min(300, answer.length())));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().uri().getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/sounds HTTP/1.1\r\nHost: " + client.host()
                                    + "\r\nContent-Length: 1000\r\n\r\nRIFF")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/assets/../../etc/passwd",
                "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2fetc%2fpasswd",
                "/assets/..%5c..%5cetc%5cpasswd",
                "/assets//etc/passwd",
                "/assets/....//etc/passwd",
                "/assets/%00",
                "/assets/..;/etc/passwd",
                "/api/sounds/../../etc/passwd",
                "/api/sounds/%2e%2e%2f%2e%2e%2fetc%2fpasswd/audio",
                "/api/sounds/..%2f..%2fetc%2fpasswd",
                "//etc/passwd",
                "/etc/passwd",
                "file:///etc/passwd",
                "/%c0%ae%c0%ae/etc/passwd"
            })
    void noPathLeadsOut(String path) throws IOException {
        String answer = client.rawGet(path);
        assertTrue(answer.matches("(?s)HTTP/1.1 40[034] .*"), answer);
        assertFalse(answer.contains("root:"), answer);
        assertTrue(answer.contains("Content-Security-Policy: default-src 'none'"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/sounds, 405",
        "PUT, /api/sounds, 405",
        "DELETE, /api/status, 405",
        "PATCH, /api/generations, 405",
        "OPTIONS, /api/generations, 405",
        "GET, /api/drawings, 405",
        "BREW, /api/status, 405",
        "GET, /api/generations, 405",
        "GET, /api/nothing, 404",
        "POST, /api/examples/..%2Fspeech, 400",
        "POST, /api/examples/speech.wav, 404",
        "GET, /sounds/speech.js, 404",
        "GET, /nowhere/, 404",
        "POST, /lab, 405",
        "GET, /api/jobs/AAAAAAAAAAAAAAAAAAAAAA, 404",
        "DELETE, /api/jobs/AAAAAAAAAAAAAAAAAAAAAA, 404",
        "GET, /api/jobs/AAAAAAAAAAAAAAAAAAAAAA/events, 404",
        "GET, /api/sounds/AAAAAAAAAAAAAAAAAAAAAA, 404",
        "GET, /api/sounds/AAAAAAAAAAAAAAAAAAAAAA/audio, 404",
        "GET, /api/sounds/AAAAAAAAAAAAAAAAAAAAAA/vocoded, 404",
        "GET, '/api/status?x=1', 400"
    })
    void wrongMethodsAndUnknownNames(String method, String path, int status) {
        Answer answer = client.call(method, path);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(status == 405, answer.header("Allow") != null);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /play/, /play",
        "HEAD, /generate/, /generate",
        "GET, '/generate/?class=low&seed=7&x=%0d%0a', '/generate?class=low&seed=7&x=%0d%0a'",
        "POST, /api/generations/, /api/generations",
        "GET, /api/, /api",
        "GET, '/lab/?next=//evil.example/', '/lab?next=//evil.example/'"
    })
    void aSlashTooManyLeadsToTheAddressWithoutIt(String method, String path, String where) {
        Answer answer = client.call(method, path);
        assertEquals(308, answer.status(), answer::text);
        assertEquals(where, answer.header("Location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "//evil.example//",
                "/\\evil.example/",
                "/%5cevil.example/",
                "/%2fevil.example/",
                "/https://evil.example/",
                "//evil.example/../play/",
                "//play/",
                "/play//",
                "/api/jobs/%0d%0aLocation:%20evil.example/"
            })
    void noSlashLeadsToAnotherHost(String path) throws IOException {
        String answer = client.rawGet(path);
        assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("\nlocation:"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"class\": \"medium\"}|class must be one of high, low",
                "{\"class\": \"../../etc\"}|class must be one of high, low",
                "{\"class\": \"low\", \"seed\": -1}|seed must be from 0",
                "{\"class\": \"low\", \"seed\": 1e99}|seed must be a whole number",
                "{\"class\": \"low\", \"seed\": 99999999999999999999999}|seed must be a whole number",
                "{\"class\": \"low\", \"steps\": 0}|steps must be from 1 to 200",
                "{\"class\": \"low\", \"steps\": 201}|steps must be from 1 to 200",
                "{\"class\": \"low\", \"steps\": 1.5}|steps must be a whole number",
                "{\"class\": \"low\", \"guidance\": \"NaN\"}|guidance must be from 0 to 20",
                "{\"class\": \"low\", \"guidance\": \"Infinity\"}|guidance must be from 0 to 20",
                "{\"class\": \"low\", \"guidance\": 1e300}|guidance must be from 0 to 20",
                "{\"class\": \"low\", \"sampler\": \"fast\"}|sampler must be one of euler",
                "{\"class\": \"low\", \"sneaky\": 1}|no parameter is called",
                "{\"class\": {\"a\": 1}}|words and numbers",
                "{\"class\": null}|words and numbers",
                "[]|must be a JSON object",
                "{\"class\":|not JSON",
                "''|must be a JSON object"
            })
    void generationsThatCannotBeAreRefused(String body, String told) {
        String error = client.postJson("/api/generations", body).error(400);
        assertTrue(error.contains(told), error);
    }

    @Test
    void jsonMustSaySoAndBeSmallAndShallow() {
        byte[] body = "{\"class\": \"low\"}".getBytes(StandardCharsets.UTF_8);
        client.post("/api/generations", body, "Content-Type", "text/plain").error(415);
        client.post("/api/generations", body).error(415);
        client.postJson("/api/generations", " ".repeat(300_000)).error(413);
        client.postJson("/api/generations", "[".repeat(100_000)).error(400);
    }

    @ParameterizedTest
    @CsvSource({
        "method=fft, method must be one of network",
        "iterations=0, iterations must be from 1 to 100",
        "iterations=1000000, iterations must be from 1 to 100",
        "iterations=many, iterations must be a whole number",
        "refine=33, refine must be from 0 to 32",
        "via=tape, 'via must be one of linear, mel'",
        "seed=-1, seed must be from 0",
        "method=pghi&method=spsi, given 2 times",
        "methud=pghi, no parameter is called \"methud\": there are as",
        "method=%zz, encoded",
        "method=%ff%fe, encoded",
        "method=%00, method must be one of"
    })
    void copiesThatCannotBeAreRefused(String query, String told) throws IOException {
        String answer = client.raw(
                "GET " + sound + "/vocoded?" + query + " HTTP/1.1\nHost: " + client.host() + "\nConnection: close\n\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.replace("\\\"", "\"").contains(told), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "window=0.5, window must be from 1 to 10000",
        "window=1e9, window must be from 1 to 10000",
        "window=NaN, window must be from 1 to 10000",
        "window=all, window must be a number",
        "amount=101, amount must be from 0 to 100",
        "amount=-1, amount must be from 0 to 100",
        "overlap=1, overlap must be from 2 to 32",
        "overlap=33, overlap must be from 2 to 32",
        "radians=1e5, radians must be from 0 to 100",
        "low=2000&high=100, low must not be above high",
        "distribution=cauchy, distribution must be one of uniform",
        "shape=triangle, shape must be one of hann",
        "scope=file, scope must be one of frame",
        "link=1, link must be one of yes"
    })
    void phasesThatCannotBeAreRefused(String query, String told) {
        assertTrue(client.get(sound + "/phase?" + query).error(400).contains(told));
    }

    @Test
    void longAddressesAndHeadersAreRefused() throws IOException {
        assertEquals(
                414, client.get(sound + "/vocoded?method=" + "x".repeat(9000)).status());
        String answer = client.raw("GET / HTTP/1.1\nHost: " + client.host() + "\nX: " + "x".repeat(9000) + "\n\n");
        assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.",
                "10.0.0.1",
                "[::2]",
                "@"
            })
    void anotherHostsNameIsRefused(String host) throws IOException {
        String answer = client.raw("GET /api/status HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        assertTrue(answer.matches("(?s)HTTP/1.1 40[03] .*"), answer);
        assertFalse(answer.contains("classes"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "localhost:9000"})
    void loopbackByAnyOfItsNamesIsFine(String host) throws IOException {
        String answer = client.raw("GET /api/status HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void noHostNoAnswer() throws IOException {
        assertTrue(client.raw("GET /api/status HTTP/1.1\n\n").startsWith("HTTP/1.1 400 "));
        assertTrue(client.raw("GET /api/status HTTP/1.0\n\n").matches("(?s)HTTP/1.1 40[03] .*"));
        String two = client.raw("GET /api/status HTTP/1.1\nHost: localhost\nHost: evil.example\n\n");
        assertTrue(two.startsWith("HTTP/1.1 400 "), two);
    }

    @Test
    void otherSitesArePagesToNobody() {
        byte[] body = "{\"class\": \"low\"}".getBytes(StandardCharsets.UTF_8);
        for (String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:1", "file://"}) {
            client.post("/api/generations", body, "Content-Type", "application/json", "Origin", origin)
                    .error(403);
            client.get("/api/status", "Origin", origin).error(403);
        }
        client.post("/api/sounds", body, "Sec-Fetch-Site", "cross-site").error(403);
        assertEquals(
                200,
                client.get("/api/status", "Origin", "http://" + client.host()).status());
    }

    @Test
    void anInvitedSiteMayUseTheInterfaceAndNothingElse() {
        String origin = ServerFixture.INVITED;
        Answer plan =
                client.call("OPTIONS", "/api/generations", "Origin", origin, "Access-Control-Request-Method", "POST");
        assertEquals(204, plan.status());
        assertEquals(origin, plan.header("Access-Control-Allow-Origin"));
        assertTrue(plan.header("Access-Control-Allow-Headers").contains("Content-Type"));
        Answer status = client.get("/api/status", "Origin", origin, "Sec-Fetch-Site", "cross-site");
        assertEquals(200, status.status());
        assertEquals(origin, status.header("Access-Control-Allow-Origin"));
        assertEquals("Origin", status.header("Vary"));
        for (String other :
                new String[] {origin + ".evil.example", "http://invited.example", "https://INVITED.example"}) {
            client.get("/api/status", "Origin", other).error(403);
            client.call("OPTIONS", "/api/generations", "Origin", other).error(403);
        }
        assertEquals(403, client.get("/generate", "Origin", origin).status(), "pages are its own");
    }

    /** A picture's address asks nobody's leave, and must not start a generation. */
    @Test
    void aGetThatAnotherSiteEmbedsGeneratesNothing() {
        for (String site : new String[] {"cross-site", "same-site"}) {
            client.get("/api/sounds.wav?class=low", "Sec-Fetch-Site", site).error(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class=none",
                "class=low&class=high",
                "seed=-1",
                "steps=9999",
                "seconds=1e9",
                "pitch=A4",
                "model=../../etc/passwd",
                "colour=red",
                "seed=%00",
                "guidance=NaN"
            })
    void aCallForASoundThatCannotBeIsRefusedAtOnce(String query) {
        client.get("/api/sounds.wav?" + query).error(400);
    }

    @Test
    void everyAnswerIsProtected() {
        for (Answer answer : List.of(client.get("/api/status"), client.get("/nowhere"), client.get("/api/nowhere"))) {
            assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self';"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            assertEquals("no-referrer", answer.header("Referrer-Policy"));
            assertEquals(null, answer.header("Server"));
            assertEquals(null, answer.header("Access-Control-Allow-Origin"));
        }
    }

    /** Another site may make a browser send a GET; that must not cost seconds of vocoding. */
    @Test
    void aGetFromAnotherSiteStartsNoBlindTests() throws Exception {
        long start = System.nanoTime();
        for (String site : new String[] {"cross-site", "same-site", "same-origin", "none"}) {
            Answer answer = client.get("/blind", "Sec-Fetch-Site", site);
            assertEquals(200, answer.status());
            assertTrue(answer.text().contains("are being made"), answer.text());
        }
        client.call("POST", "/api/blind", "Sec-Fetch-Site", "cross-site").error(403);
        client.call("POST", "/api/blind", "Origin", "http://evil.example").error(403);
        assertTrue(System.nanoTime() - start < 3e9, "the page shows at once");
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("blind tests")));
        assertEquals(0, client.get("/api/blind").json().get("made").asInt());
    }

    /** More than there are threads: each sends a byte now and then, of a body that it never ends. */
    @Test
    @Timeout(60)
    void bodiesThatTrickleHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 120; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), fixture.server().uri().getPort());
                slow.add(socket);
                String path = i % 3 == 0 ? "/api/sounds" : i % 3 == 1 ? "/api/generations" : "/api/results";
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: " + client.host()
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            for (int round = 0; round < 5; round++) {
                for (Socket socket : slow) {
                    socket.getOutputStream().write(' ');
                }
                long start = System.nanoTime();
                assertEquals(200, client.get("/api/status").status());
                client.postJson("/api/generations", "[]").error(400);
                client.upload(Sounds.wav(Sounds.swell(0.2, 1)));
                double seconds = (System.nanoTime() - start) / 1e9;
                assertTrue(seconds < 5, "answered after " + seconds + " s");
                Thread.sleep(100);
            }
            // After a while they are sent away, told why, one by one.
            Socket one = slow.get(1);
            one.setSoTimeout(40_000);
            Thread trickle = new Thread(() -> {
                try {
                    for (; ; Thread.sleep(500)) {
                        one.getOutputStream().write(' ');
                    }
                } catch (IOException | InterruptedException e) {
                    // It was sent away.
                }
            });
            trickle.start();
            byte[] answer = one.getInputStream().readNBytes(12);
            trickle.interrupt();
            assertEquals("HTTP/1.1 408", new String(answer, StandardCharsets.US_ASCII));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        // Their files go with them.
        for (int i = 0; i < 100 && left() > 0; i++) {
            Thread.sleep(100);
        }
    }

    private static long left() throws IOException {
        try (Stream<Path> files = Files.list(fixture.server().uploadFolder())) {
            return files.count();
        }
    }

    /** Who asks for much and reads none of it does not keep a thread either. */
    @Test
    @Timeout(60)
    void answersThatAreNotReadHoldUpNobody() throws Exception {
        String large = "/api/sounds/" + client.upload(Sounds.wav(Sounds.swell(3.9, 8))) + "/audio";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1024);
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), fixture.server().uri().getPort()));
                slow.add(socket);
                for (int j = 0; j < 5; j++) {
                    socket.getOutputStream()
                            .write(("GET " + large + " HTTP/1.1\r\nHost: " + client.host() + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertEquals(200, client.get("/api/status").status());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void tooManySoundsInWorkAreSentAway() throws Exception {
        String copy = sound + "/vocoded?method=accelerated-griffin-lim&iterations=100";
        List<Integer> statuses = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> client.get(copy).status(), runnable -> new Thread(runnable).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertTrue(statuses.contains(200) && statuses.contains(429), statuses.toString());
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 429), statuses.toString());
    }

    @Test
    void aSoundIsTheSameAfterAllThat() {
        assertArrayEquals(
                Sounds.wav(Sounds.swell(0.2, 1)), client.get(sound + "/audio").bytes());
    }
}

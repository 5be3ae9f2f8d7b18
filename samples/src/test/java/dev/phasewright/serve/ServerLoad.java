package dev.phasewright.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phasewright.cli.Tiny;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Very many requests of all kinds at once, for a bounded time, from this machine to itself. The tests run it for a moment;
 * the real thing is
 *
 * <pre>
 * mvn -Pmeasure -DskipTests -Dmeasure="dev.phasewright.serve.ServerLoad 60 digits" test
 * </pre>
 *
 * with the seconds, and optionally the model that generates: the tiny one of the tests if none is named.
 */
final class ServerLoad {
    /** How many requests are under way at any time. */
    static final int CLIENTS = 200;

    /** The standard ones, but for the room for sounds, which is filled before anything is measured. */
    private static final Limits FULL_SOON = new Limits(
            Limits.STANDARD.uploadBytes(),
            Limits.STANDARD.clipSeconds(),
            Limits.STANDARD.queuedJobs(),
            Limits.STANDARD.waitingSounds(),
            36 << 20,
            Limits.STANDARD.results());

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private static final List<String> PAGES =
            List.of("/lab", "/generate", "/play", "/grab", "/mend", "/yours", "/watch");

    /** What an edit may be, but for its model's classes. */
    private static final List<String> EDITS = List.of(
            "\"edit\": \"inpaint\", \"from\": 0.2, \"to\": 0.3, \"resampling\": 0",
            "\"edit\": \"loop\", \"seam\": 0.05, \"resampling\": 0",
            "\"edit\": \"extend\", \"seconds\": 0.2, \"resampling\": 0",
            "\"edit\": \"vary\", \"strength\": 0.5");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] upload = Sounds.wav(Sounds.swell(0.5, 1));
    private final List<String> sounds = new ArrayList<>();
    /** What the server's first model can be asked for. */
    private final List<String> classes = new ArrayList<>();

    private final List<Integer> pitches = new ArrayList<>();
    private final Map<Kind, Queue<Sample>> samples = new EnumMap<>(Kind.class);

    ServerLoad(URI server) {
        this.server = server;
        for (Kind kind : Kind.values()) {
            samples.put(kind, new ConcurrentLinkedQueue<>());
        }
    }

    /** A request that was answered, or broke off (status 0). */
    private record Sample(int status, double milliseconds) {}

    /** What is asked for, how often, and what may be answered besides 429. */
    private enum Kind {
        PAGE(9, 200),
        ASSET(9, 200),
        STATUS(8, 200),
        SOUND(11, 200),
        PART(13, 206),
        BEYOND_END(3, 416),
        UPLOAD(6, 201),
        NO_SOUND(4, 415),
        PHASE(8, 200),
        VOCODED(3, 200),
        SPECTROGRAM(3, 200),
        GENERATION(4, 202),
        GENERATED_SOUND(2, 200),
        BLENDED_SOUND(3, 200),
        DRAWING(2, 202),
        EDIT(3, 202),
        CANCEL(3, 200),
        UNKNOWN(4, 404),
        WRONG_METHOD(2, 405);

        private final int weight;
        private final int expected;

        Kind(int weight, int expected) {
            this.weight = weight;
            this.expected = expected;
        }

        static Kind draw(RandomGenerator random) {
            int left = random.nextInt(100);
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("weights do not sum to 100");
        }
    }

    /** Keeps {@link #CLIENTS} requests under way until the time is over, and waits for the last ones. */
    void run(Duration duration) throws InterruptedException {
        Client client = new Client(server);
        for (int i = 0; i < 4; i++) {
            sounds.add("/api/sounds/" + client.upload(upload));
        }
        JsonNode model = client.get("/api/status").json().at("/models/0");
        model.get("classes").forEach(name -> classes.add(name.asText()));
        model.get("pitches").forEach(pitch -> pitches.add(pitch.asInt()));
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RandomGenerator random = new SplittableRandom(i);
            Thread thread = new Thread(
                    () -> {
                        // However long it took until this thread had its turn: once.
                        do {
                            ask(Kind.draw(random), random);
                        } while (System.nanoTime() < end);
                    },
                    "load-" + i);
            clients.add(thread);
            thread.start();
        }
        for (Thread thread : clients) {
            thread.join();
        }
    }

    private void ask(Kind kind, RandomGenerator random) {
        String sound = sounds.get(random.nextInt(sounds.size()));
        HttpRequest.Builder request =
                switch (kind) {
                    case PAGE -> get(PAGES.get(random.nextInt(PAGES.size())));
                    case ASSET -> get(random.nextBoolean() ? "/assets/site.css" : "/assets/deck.js");
                    case STATUS -> get(random.nextBoolean() ? "/api/status" : "/api/collections");
                    case GENERATED_SOUND -> get("/api/sounds.wav?steps=2&seed=" + random.nextInt(1000));
                    case BLENDED_SOUND -> get("/api/sounds.wav?steps=2&seed=" + random.nextInt(1000) + shared(random));
                    case DRAWING -> posting("/api/drawings", "{\"steps\": 4, \"seed\": " + random.nextInt(1000) + "}");
                    case EDIT ->
                        posting(
                                sound + "/edits",
                                "{\"steps\": 2, \"seed\": " + random.nextInt(1000) + ", " + edit(random) + "}");
                    case SOUND -> get(sound + "/audio");
                    case PART -> get(sound + "/audio").header("Range", "bytes=" + random.nextInt(5000) + "-8000");
                    case BEYOND_END -> get(sound + "/audio").header("Range", "bytes=99999999-");
                    case UPLOAD -> to("/api/sounds").POST(BodyPublishers.ofByteArray(upload));
                    case NO_SOUND -> to("/api/sounds").POST(BodyPublishers.ofString("no sound at all"));
                    case PHASE ->
                        get(sound + "/phase?amount=" + random.nextInt(101) + "&window=" + random.nextInt(1, 200));
                    case VOCODED -> get(sound + "/vocoded?method=pghi");
                    case SPECTROGRAM -> get(sound + "/spectrogram");
                    case GENERATION, CANCEL ->
                        posting("/api/generations", "{\"steps\": 4, \"seed\": " + random.nextInt(1000) + "}");
                    case UNKNOWN -> get("/api/sounds/AAAAAAAAAAAAAAAAAAAAAA/audio");
                    case WRONG_METHOD -> to("/api/status").DELETE();
                };
        HttpResponse<byte[]> answer = send(kind, request);
        if (kind == Kind.CANCEL && answer != null && answer.statusCode() == 202) {
            String job = answer.headers().firstValue("Location").orElseThrow();
            send(kind, to(job).DELETE());
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    /** A pitch, and between which classes a sound is to be, as far as the model knows either. */
    private String shared(RandomGenerator random) {
        return (classes.size() < 2
                        ? ""
                        : "&blend=" + classes.get(0) + "=1," + classes.get(1) + "=" + random.nextInt(1, 10))
                + (pitches.isEmpty() ? "" : "&pitch=" + random.nextInt(pitches.get(0), pitches.get(1) + 1));
    }

    private String edit(RandomGenerator random) {
        int which = random.nextInt(EDITS.size() + (classes.size() < 2 ? 0 : 1));
        return which < EDITS.size()
                ? EDITS.get(which)
                : "\"edit\": \"separate\", \"samples\": 1, \"classes\": \"" + classes.get(0) + "," + classes.get(1)
                        + "\"";
    }

    private HttpRequest.Builder posting(String path, String question) {
        return to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(question));
    }

    private HttpRequest.Builder get(String path) {
        return to(path).GET();
    }

    private HttpResponse<byte[]> send(Kind kind, HttpRequest.Builder request) {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = null;
        int status = 0;
        try {
            answer = http.send(request.build(), BodyHandlers.ofByteArray());
            status = answer.statusCode();
        } catch (IOException e) {
            // Told as status 0.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        samples.get(kind).add(new Sample(status, (System.nanoTime() - start) / 1e6));
        return answer;
    }

    /** All requests so far. */
    long requests() {
        return samples.values().stream().mapToLong(Collection::size).sum();
    }

    /** Answers that should not have been: anything but what was asked for, and refusals of a busy server. */
    Map<String, Long> surprises() {
        Map<String, Long> surprises = new TreeMap<>();
        samples.forEach((kind, all) -> all.stream()
                .filter(s -> s.status != kind.expected && s.status != 429 && !(kind == Kind.CANCEL && s.status == 202))
                .forEach(s -> surprises.merge(kind + " " + s.status, 1L, Long::sum)));
        return surprises;
    }

    /** A line for each kind. */
    void report(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-14s %9s %9s %9s %9s %9s%n",
                "",
                "requests",
                "refused",
                "p50, ms",
                "p99, ms",
                "most, ms");
        samples.forEach((kind, all) -> row(out, kind.name().toLowerCase(Locale.ROOT), all));
        row(out, "all", samples.values().stream().flatMap(Queue::stream).toList());
    }

    private static void row(PrintStream out, String name, Collection<Sample> all) {
        double[] sorted =
                all.stream().mapToDouble(Sample::milliseconds).sorted().toArray();
        long refused = all.stream().filter(s -> s.status == 429).count();
        DoubleUnaryOperator quantile =
                q -> sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1.0, q * sorted.length)];
        out.printf(
                Locale.ROOT,
                "%-14s %9d %9d %9.1f %9.1f %9.1f%n",
                name,
                sorted.length,
                refused,
                quantile.applyAsDouble(0.5),
                quantile.applyAsDouble(0.99),
                quantile.applyAsDouble(1.0));
    }

    /** Megabytes of live objects. */
    static double heap() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
    }

    /** Threads of the server, by what they do. */
    static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceFirst("-\\d.*", ""))
                .filter(name -> name.equals("http") || name.equals("generation"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** Runs it against a server of its own in this process. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[0]));
        Path results = Files.createTempDirectory("results");
        boolean tiny = arguments.length == 1;
        ServerSpec spec = new ServerSpec(
                InetAddress.getLoopbackAddress(),
                0,
                tiny ? Tiny.model() : ModelPath.find(arguments[1]),
                tiny ? Tiny.vocoder() : ModelPath.find("universal-16k"),
                results,
                FULL_SOON,
                Set.of());
        Consumer<String> tell = System.out::println;
        try (PhasewrightServer running = PhasewrightServer.start(spec, tell)) {
            new ServerLoad(running.uri()).run(Duration.ofSeconds(10)); // Until all is loaded, compiled and full.
            System.out.printf(Locale.ROOT, "before: heap %.0f MB, threads %s%n", heap(), threads());
            ServerLoad load = new ServerLoad(running.uri());
            load.run(duration);
            load.report(System.out);
            System.out.printf(
                    Locale.ROOT,
                    "after: heap %.0f MB, threads %s, surprises %s%n",
                    heap(),
                    threads(),
                    load.surprises());
            // Threads that nothing needs go after ten seconds.
            Thread.sleep(Duration.ofSeconds(15).toMillis());
            System.out.printf(
                    Locale.ROOT,
                    "15 s later: heap %.0f MB, threads %s, most threads ever %d%n",
                    heap(),
                    threads(),
                    ManagementFactory.getThreadMXBean().getPeakThreadCount());
        }
        Files.delete(results);
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who goes away does not keep the server at work. */
@Timeout(120)
class PresenceTest {
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

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().uri().getPort());
        say(socket, path);
        return socket;
    }

    private void say(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + client.host() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Four seconds of noise in stereo. */
    private String noise() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] samples = new float[2][4 * 44_100 - 1];
        for (float[] channel : samples) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = (float) random.nextDouble(-0.3, 0.3);
            }
        }
        return "/api/sounds/" + client.upload(Sounds.wav(Audio.of(samples, 44_100)));
    }

    private static boolean isAtWork(String className) {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith(className));
    }

    /** How many seconds it took. */
    private static double await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void aConnectionThatEndsEndsTheWork() throws Exception {
        String copy = noise() + "/vocoded?iterations=100&method=";
        for (String method : new String[] {"accelerated-griffin-lim", "rtisi"}) {
            String working = method.equals("rtisi") ? ".phase.Rtisi$Run" : ".phase.GriffinLim";
            Socket socket = ask(copy + method);
            await(() -> isAtWork(working));
            socket.close();
            double seconds = await(() -> !isAtWork(working));
            assertTrue(seconds < 2, method + " went on for " + seconds + " s");
        }
        assertEquals(200, client.get("/api/status").status());
    }

    @Test
    void whatWaitsBehindOthersIsGivenUpToo() throws Exception {
        String copy = noise() + "/vocoded?iterations=100&method=accelerated-griffin-lim&seed=";
        int cores = Runtime.getRuntime().availableProcessors();
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < cores + 4; i++) {
            all.add(ask(copy + i));
        }
        await(() -> isAtWork(".phase.GriffinLim"));
        for (Socket socket : all) {
            socket.close();
        }
        double seconds = await(() -> !isAtWork(".phase.GriffinLim") && !isAtWork(".serve.Gate"));
        assertTrue(seconds < 3, "it went on for " + seconds + " s");
    }

    /** What comes early is no end; it is told to come again. */
    @Test
    void aRequestThatComesEarlyEndsNothing() throws Exception {
        try (Socket socket = ask(noise() + "/vocoded?method=griffin-lim&as=spectrogram&iterations=10")) {
            await(() -> isAtWork(".phase.GriffinLim"));
            say(socket, "/api/status");
            Thread.sleep(300);
            socket.shutdownOutput();
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> statuses = answers.lines()
                    .filter(line -> line.startsWith("HTTP/1.1"))
                    .map(line -> line.substring(9, 12))
                    .toList();
            assertEquals(List.of("200"), statuses);
            assertTrue(answers.contains("Connection: close"), answers.substring(0, 300));
        }
    }

    @Test
    void aJobThatNobodyFollowsAnyMoreIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Job job = fixture.server()
                .jobs()
                .submit(
                        progress -> {
                            begun.countDown();
                            for (; ; Thread.sleep(20)) {
                                progress.at(0);
                            }
                        },
                        1,
                        0);
        begun.await();
        Socket socket = ask("/api/jobs/" + job.id() + "/events");
        await(job::isWatched);
        socket.close();
        assertTrue(await(() -> !job.isWatched()) < 3, "it is noticed");
        assertEquals(Job.State.RUNNING, job.state());
        double seconds = await(() -> job.state().isEnd());
        assertEquals(Job.State.CANCELLED, job.state());
        assertTrue(seconds > 5 && seconds < 15, "after a while: " + seconds + " s");
    }

    @Test
    void whoAsksNowAndThenWantsAJobToo() throws Exception {
        Job job = new Job(progress -> null, 1, 0);
        assertFalse(job.isForsaken(Long.MAX_VALUE));
        Thread.sleep(30);
        assertTrue(job.isForsaken(20_000_000));
        job.asked();
        assertFalse(job.isForsaken(5_000_000_000L));
        Runnable watcher = () -> {};
        job.watch(watcher);
        Thread.sleep(30);
        assertFalse(job.isForsaken(20_000_000), "it is watched");
        job.unwatch(watcher);
        job.cancel();
        Thread.sleep(30);
        assertFalse(job.isForsaken(20_000_000), "it has ended");
    }
}

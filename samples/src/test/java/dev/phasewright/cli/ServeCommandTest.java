package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command around the server: how it starts, refuses to, and ends. */
class ServeCommandTest {
    private static final Pattern SERVING = Pattern.compile("serving http://127\\.0\\.0\\.1:(\\d+)/");

    @TempDir
    private Path folder;

    private Object[] serve(Object... words) throws IOException {
        Object[] always = {
            "serve", "--model", Tiny.model(), "--vocoder", Tiny.vocoder(), "--results", folder.resolve("results")
        };
        return Stream.concat(Stream.of(always), Stream.of(words)).toArray();
    }

    @Test
    void aPortInUseIsNamedWithTheOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Ran ran = Ran.phasewright(serve("--port", port));

            assertEquals(1, ran.status(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains("port " + port + " of 127.0.0.1 is in use"), ran.err());
            assertTrue(ran.err().contains("--port"), ran.err());
        }
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() throws IOException {
        // 192.0.2.0/24 is for documentation, and nobody's.
        Ran ran = Ran.phasewright(serve("--bind", "192.0.2.1", "--port", 0));

        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("WARNING: --bind 192.0.2.1"), ran.err());
        assertTrue(ran.err().contains("cannot listen on port 0 of 192.0.2.1"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 70000, --port must be from 0 to 65535",
        "--port, -1, --port must be from 0 to 65535",
        "--port, http, --port",
        "--bind, [::zz], no such address",
        "--seconds, 0, --seconds must be from 1 to 120",
        "--queue, 0, --queue must be from 1 to 1000"
    })
    void valuesThatCannotBeAreUsageErrors(String option, String value, String told) throws IOException {
        Ran ran = Ran.phasewright(serve(option, value));

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
    }

    @Test
    void modelsThatDoNotFitEachOtherAndFilesForFoldersAreRefused() throws IOException {
        Path other = Tiny.vocoderIn(folder.resolve("other"), "--hop", 64);
        Ran ran = Ran.phasewright("serve", "--model", Tiny.model(), "--vocoder", other, "--port", 0);
        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("hop=64") && ran.err().contains("hop=128"), ran.err());

        Files.writeString(folder.resolve("results"), "precious");
        ran = Ran.phasewright(serve("--port", 0));
        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("results: is a file; name a folder by --results"), ran.err());
    }

    @Test
    @Timeout(120)
    @DisabledOnOs(OS.WINDOWS)
    void asOthersMayUseItItSaysSoAndAtTheEndNothingTemporaryIsLeft() throws Exception {
        Path err = folder.resolve("stderr.txt");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ProcessBuilder builder = Ran.builder(err, serve("--bind", "0.0.0.0", "--port", 0));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        Process process = builder.start();
        try {
            int port = await(process, err);
            assertTrue(Files.readString(err).contains("WARNING: --bind 0.0.0.0: everyone"), Files.readString(err));
            assertTrue(ask(port, "10.1.2.3").startsWith("HTTP/1.1 200 "));
            assertTrue(ask(port, "evil.example").startsWith("HTTP/1.1 403 "));
            assertEquals(1, serverFolders(temporary).size());

            // A generation is under way, and nobody waits for it.
            String body = "{\"steps\": 200, \"sampler\": \"heun\"}";
            String answer = send(
                    port,
                    "POST /api/generations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);

            new ProcessBuilder("kill", "-TERM", "" + process.pid()).start().waitFor();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends by itself");
            assertEquals(143, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of(), serverFolders(temporary));
        assertTrue(Files.readString(err).contains("stopping"), Files.readString(err));
        assertFalse(Files.exists(folder.resolve("results")), "made only when a result comes");
    }

    private static List<Path> serverFolders(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(f -> f.getFileName().toString().startsWith("phasewright-serve-"))
                    .toList();
        }
    }

    private static int await(Process process, Path err) throws Exception {
        while (process.isAlive()) {
            Matcher serving = SERVING.matcher(Files.exists(err) ? Files.readString(err) : "");
            if (serving.find()) {
                return Integer.parseInt(serving.group(1));
            }
            Thread.sleep(50);
        }
        throw new AssertionError(Files.readString(err));
    }

    private static String ask(int port, String host) throws IOException {
        return send(port, "GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server, as a browser or a program would, or worse. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    /** An answer with its body. */
    record Answer(int status, HttpResponse<byte[]> whole) {
        String header(String name) {
            return whole.headers().firstValue(name).orElse(null);
        }

        byte[] bytes() {
            return whole.body();
        }

        String text() {
            return new String(whole.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(whole.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        /** What was wrong; the answer must be a refusal of that status. */
        String error(int expected) {
            assertEquals(expected, status, this::text);
            assertEquals("application/json", header("Content-Type"));
            assertEquals(1, json().size(), this::text);
            return json().get("error").asText();
        }
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofByteArray(body)));
    }

    Answer postJson(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    Answer call(String method, String path, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(2));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole answer to a GET of a path that is sent as it stands, which no HTTP client would do. */
    String rawGet(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.1\nHost: " + host() + "\nConnection: close\n\n");
    }

    /** The status and all else that bytes on the wire are answered with; a client of one's own forms only proper ones. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            in.transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** The host and port, as the {@code Host} header has them. */
    String host() {
        return base.getAuthority();
    }

    /** Uploads a sound that must be taken; its name. */
    String upload(byte[] wav) {
        Answer answer = post("/api/sounds", wav, "Content-Type", "audio/wav");
        assertEquals(201, answer.status, answer::text);
        return answer.json().get("id").asText();
    }
}

package dev.phasewright.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered. */
@FunctionalInterface
interface Reply {
    /** The type of all JSON. */
    String JSON = "application/json";

    /** Sends it, and completes the callback then. */
    void send(Request request, Response response, Callback callback);

    /** Nothing but a status. */
    static Reply empty(int status) {
        return (request, response, callback) -> {
            response.setStatus(status);
            callback.succeeded();
        };
    }

    /** A whole body. */
    static Reply of(int status, String type, byte[] body) {
        return (request, response, callback) -> {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
        };
    }

    static Reply of(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a header more. */
    default Reply with(HttpHeader header, String value) {
        return with(header.asString(), value);
    }

    /** The same with a header more. */
    default Reply with(String header, String value) {
        return (request, response, callback) -> {
            response.getHeaders().put(header, value);
            send(request, response, callback);
        };
    }

    /**
     * Sound, or the part of it that was asked for.
     *
     * @param tag what changes when the sound does
     */
    static Reply audio(WavBytes wav, String tag) {
        return (request, response, callback) -> {
            HttpFields.Mutable headers = response.getHeaders();
            String quoted = '"' + tag + '"';
            headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
            headers.put(HttpHeader.ETAG, quoted);
            String condition = request.getHeaders().get(HttpHeader.IF_RANGE);
            boolean whole = condition != null && !condition.equals(quoted);
            ByteRange range = ByteRange.of(whole ? null : request.getHeaders().get(HttpHeader.RANGE), wav.length());
            if (range.equals(ByteRange.UNSATISFIABLE)) {
                response.setStatus(416);
                headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + wav.length());
                callback.succeeded();
                return;
            }
            int length = range.to() - range.from();
            if (length < wav.length()) {
                response.setStatus(206);
                headers.put(
                        HttpHeader.CONTENT_RANGE,
                        "bytes " + range.from() + "-" + (range.to() - 1) + "/" + wav.length());
            }
            headers.put(HttpHeader.CONTENT_TYPE, "audio/wav");
            headers.put(HttpHeader.CONTENT_LENGTH, length);
            response.write(true, wav.slice(range.from(), range.to()), callback);
        };
    }
}

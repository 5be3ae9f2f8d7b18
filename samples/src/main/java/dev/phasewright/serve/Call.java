package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** A request that has found its route. */
final class Call {
    /** No question to the interface is longer. */
    private static final int MOST_JSON_BYTES = 1 << 18;

    /** What is too large is still read to its end where that is as near: who is cut off in writing may miss the answer. */
    private static final int MOST_DRAINED = 1 << 20;

    private static final double MOST_SECONDS = 60;

    private final Request request;
    private final Map<String, String> segments;

    Call(Request request, Map<String, String> segments) {
        this.request = request;
        this.segments = segments;
    }

    /** The part of the path that the route calls so. */
    String segment(String name) {
        return segments.get(name);
    }

    /** What stands behind the question mark. */
    Query query() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                // Behind a question mark at the end there is nothing, which is not a parameter without a name.
                if (!field.getName().isEmpty()) {
                    given.put(field.getName(), field.getValues());
                }
            }
        } catch (IllegalArgumentException | IllegalStateException | HttpException.RuntimeException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "the parameters are not properly encoded");
        }
        return new Query(given);
    }

    /** How many bytes the body was said to have, or −1. */
    long declaredLength() {
        return request.getLength();
    }

    /** The body, read by blocking, as long as it comes in time. */
    InputStream body() {
        return new TimedBody(Request.asInputStream(request), MOST_SECONDS);
    }

    /** The body as bytes. */
    byte[] smallBody() throws IOException {
        InputStream body = body();
        byte[] bytes = body.readNBytes(MOST_JSON_BYTES + 1);
        if (bytes.length > MOST_JSON_BYTES) {
            body.readNBytes(MOST_DRAINED);
            throw new Refusal(Refusal.TOO_LARGE, "the body is larger than " + (MOST_JSON_BYTES >> 10) + " kB");
        }
        return bytes;
    }

    /** The fields of a flat JSON object in the body, as parameters. */
    Query jsonBody(ObjectMapper json) throws IOException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Refusal(Refusal.NO_SOUND, "the body must be JSON, sent as Content-Type: application/json");
        }
        JsonNode tree;
        try {
            tree = json.readTree(smallBody());
        } catch (JsonProcessingException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "the body is not JSON");
        }
        if (!tree.isObject()) {
            throw new Refusal(Refusal.BAD_REQUEST, "the body must be a JSON object");
        }
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                throw new Refusal(Refusal.BAD_REQUEST, "the body's fields must be words and numbers");
            }
            given.put(field.getKey(), new ArrayList<>(List.of(field.getValue().asText())));
        }
        return new Query(given);
    }
}

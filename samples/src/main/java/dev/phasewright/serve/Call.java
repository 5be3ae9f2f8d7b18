package dev.phasewright.serve;

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
    private final Request request;
    private final Map<String, String> segments;

    Call(Request request, Map<String, String> segments) {
        this.request = request;
        this.segments = segments;
    }

    /** Where this server is, as whoever asks calls it; the guard has seen that it is an address of ours. */
    String origin() {
        return "http://" + request.getHeaders().get(HttpHeader.HOST);
    }

    /** What the page that asks calls itself; null if it does not, or it is a program. */
    String page() {
        return request.getHeaders().get("Phasewright-Page");
    }

    /** The whole path. */
    String path() {
        return Request.getPathInContext(request);
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

    /** Whether whoever asks still waits for the answer. */
    Presence presence() {
        return new Presence(request);
    }

    /** How many bytes the body was said to have, or −1. */
    long declaredLength() {
        return request.getLength();
    }

    /**
     * Refuses what a page of another site embeds, as a picture, say: that asks nobody's leave, and what costs seconds would
     * be made for nobody. A site that was {@link ServerSpec#origins invited} names itself, and is answered.
     *
     * @throws Refusal if it is so
     */
    void refuseEmbedding() {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (request.getHeaders().get(HttpHeader.ORIGIN) == null
                && site != null
                && !site.equals("same-origin")
                && !site.equals("none")) {
            throw new Refusal(Refusal.FORBIDDEN, "this server answers to its own pages only, not to another site's");
        }
    }

    /** @throws Refusal if the body is not said to be JSON */
    void requireJson() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Refusal(Refusal.NO_SOUND, "the body must be JSON, sent as Content-Type: application/json");
        }
    }
}

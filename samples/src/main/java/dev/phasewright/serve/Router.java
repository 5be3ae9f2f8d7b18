package dev.phasewright.serve;

import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds what answers a request, and turns what it throws into answers as well. */
final class Router extends Handler.Abstract {
    private final PathMappings<Map<String, Action>> routes = new PathMappings<>();
    private final Map<String, Map<String, Action>> byTemplate = new LinkedHashMap<>();
    private final Complaint complaint;

    Router(Complaint complaint) {
        this.complaint = complaint;
    }

    /** What answers requests. */
    @FunctionalInterface
    interface Action {
        /**
         * Answers.
         *
         * @throws Refusal if it does not carry the request out
         * @throws IOException if the connection or the disk fails
         */
        Reply answer(Call call) throws IOException;
    }

    /** Adds a route, such as {@code GET /api/jobs/{id}}. */
    void add(String method, String template, Action action) {
        byTemplate
                .computeIfAbsent(template, each -> {
                    Map<String, Action> methods = new TreeMap<>();
                    routes.put(new UriTemplatePathSpec(each), methods);
                    return methods;
                })
                .put(method, action);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Reply reply;
        try {
            reply = find(request, path);
        } catch (Refusal refusal) {
            reply = complaint.of(path, refusal);
            if (refusal.leavesBody()) {
                // What is still on its way would have to be read to the end to be got rid of.
                reply = reply.with(HttpHeader.CONNECTION, "close");
            }
        } catch (EOFException e) {
            reply = complaint.of(path, new Refusal(Refusal.BAD_REQUEST, "the request broke off"));
        } catch (IOException e) {
            reply = e.getCause() instanceof TimeoutException
                    ? complaint.of(path, new Refusal(408, "the request came too slowly"))
                    : complaint.defect(path, e);
        } catch (OutOfMemoryError e) {
            reply = complaint.outOfMemory(path);
        } catch (RuntimeException | LinkageError e) {
            reply = complaint.defect(path, e);
        }
        reply.send(request, response, callback);
        return true;
    }

    private Reply find(Request request, String path) throws IOException {
        MatchedResource<Map<String, Action>> match = routes.getMatched(path);
        if (match == null) {
            throw new Refusal(Refusal.NOT_FOUND, "there is nothing at this address");
        }
        Map<String, Action> methods = match.getResource();
        String method = request.getMethod().toUpperCase(Locale.ROOT);
        Action action = methods.get(method.equals("HEAD") ? "GET" : method);
        if (action == null) {
            String allowed = String.join(", ", methods.keySet()) + (methods.containsKey("GET") ? ", HEAD" : "");
            return complaint
                    .of(path, new Refusal(405, "this address takes " + allowed + " only"))
                    .with(HttpHeader.ALLOW, allowed);
        }
        UriTemplatePathSpec spec = (UriTemplatePathSpec) match.getPathSpec();
        return action.answer(new Call(request, spec.getPathParams(path)));
    }
}

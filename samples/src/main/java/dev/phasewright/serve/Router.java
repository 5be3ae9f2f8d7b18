package dev.phasewright.serve;

import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

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

    /** All routes, such as {@code GET /api/jobs/{id}}, in the order of their addresses. */
    Set<String> routes() {
        Set<String> all = new TreeSet<>();
        byTemplate.forEach((template, methods) -> methods.keySet().forEach(method -> all.add(method + " " + template)));
        return all;
    }

    /** What begins to keep a body. */
    @FunctionalInterface
    interface Opening<B extends Body> {
        /**
         * Begins.
         *
         * @throws Refusal if it will not be taken
         */
        B begin(Call call) throws IOException;
    }

    /** What answers a request whose body is there. */
    @FunctionalInterface
    interface BodyAction<B extends Body> {
        /** As {@link Action#answer} does. */
        Reply answer(Call call, B body) throws IOException;
    }

    /** Adds a route of requests with a body, which no thread waits for. */
    <B extends Body> void receive(String method, String template, Opening<B> opening, BodyAction<B> action) {
        add(
                method,
                template,
                call -> ComingBody.of(
                        opening.begin(call),
                        (body, failure) -> told(call.path(), () -> {
                            try (body) {
                                if (failure instanceof IOException broken) {
                                    throw broken;
                                }
                                if (failure instanceof RuntimeException refused) {
                                    throw refused;
                                }
                                return action.answer(call, body);
                            }
                        })));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Reply reply = told(path, () -> find(request, path));
        (Presence.isEarly(request) ? reply.with(HttpHeader.CONNECTION, "close") : reply)
                .send(request, response, callback);
        return true;
    }

    /** What has an answer, or a reason to have none. */
    @FunctionalInterface
    private interface Attempt {
        Reply answer() throws IOException;
    }

    /** The answer; what is thrown on the way to it becomes one. */
    private Reply told(String path, Attempt attempt) {
        try {
            return attempt.answer();
        } catch (Refusal refusal) {
            Reply reply = complaint.of(path, refusal);
            return refusal.leavesBody() ? reply.with(HttpHeader.CONNECTION, "close") : reply;
        } catch (EOFException e) {
            return complaint.of(path, new Refusal(Refusal.BAD_REQUEST, "the request broke off"));
        } catch (IOException e) {
            return complaint.defect(path, e);
        } catch (OutOfMemoryError e) {
            return complaint.outOfMemory(path);
        } catch (RuntimeException | LinkageError e) {
            return complaint.defect(path, e);
        }
    }

    private Reply find(Request request, String path) throws IOException {
        MatchedResource<Map<String, Action>> match = routes.getMatched(path);
        if (match == null) {
            String shorter = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            if (byTemplate.containsKey(shorter)) {
                return moved(shorter, request.getHttpURI().getQuery());
            }
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

    /** Leads on from an address with a slash too many. It is a route's own words that are sent, so it is never another host. */
    private static Reply moved(String route, @Nullable String query) {
        return Reply.empty(HttpStatus.PERMANENT_REDIRECT_308)
                .with(HttpHeader.LOCATION, query == null ? route : route + "?" + query);
    }
}

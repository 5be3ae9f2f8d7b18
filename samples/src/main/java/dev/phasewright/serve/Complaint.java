package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** How refusals and failures are told: one line, as JSON to programs, as text to scripts and on a page to people. */
final class Complaint extends ErrorHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<String> log;
    private final BiFunction<Integer, String, Reply> page;

    /**
     * How all is told.
     *
     * @param log takes a line on each defect, which the answer does not tell
     * @param page what people see of a status and the line on it
     */
    Complaint(Consumer<String> log, BiFunction<Integer, String, Reply> page) {
        this.log = log;
        this.page = page;
    }

    /** What the answer to a request for {@code path} is. */
    Reply of(String path, Refusal refusal) {
        Reply reply = of(path, refusal.status(), refusal.getMessage());
        return refusal.retryAfter() == 0 ? reply : reply.with(HttpHeader.RETRY_AFTER, "" + refusal.retryAfter());
    }

    private Reply of(String path, int status, String message) {
        if (path != null && !path.startsWith("/api/")) {
            Reply line = Reply.of(status, "text/plain; charset=utf-8", status + ": " + message + "\n");
            return (request, response, callback) ->
                    (isVisitor(request, status) ? page.apply(status, message) : line).send(request, response, callback);
        }
        try {
            return Reply.of(status, Reply.JSON, JSON.writeValueAsBytes(Map.of("error", message)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether somebody looks at the answer who may go on from it: whoever came by another host's name may not. */
    private static boolean isVisitor(Request request, int status) {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT);
        return status != Refusal.FORBIDDEN && accepted != null && accepted.contains("text/html");
    }

    /** Too little memory for this one. */
    Reply outOfMemory(String path) {
        log.accept("out of memory at " + path + "; allow more with JAVA_OPTS=-Xmx4g");
        return of(path, HttpStatus.SERVICE_UNAVAILABLE_503, "not enough memory for this now; try again later")
                .with(HttpHeader.RETRY_AFTER, "5");
    }

    /** Something that should not happen. */
    Reply defect(String path, Throwable cause) {
        log.accept("failed at " + path + ": " + cause);
        return of(
                path,
                HttpStatus.INTERNAL_SERVER_ERROR_500,
                "this failed by a defect of phasewright; its terminal tells more");
    }

    /** What the server itself finds wrong, before any route: a request that is none, say. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < HttpStatus.BAD_REQUEST_400 ? 500 : response.getStatus();
        SecurityHeaders.put(response);
        Object message = request.getAttribute(ERROR_MESSAGE);
        of(null, status, message == null ? HttpStatus.getMessage(status) : message.toString())
                .send(request, response, callback);
        return true;
    }
}

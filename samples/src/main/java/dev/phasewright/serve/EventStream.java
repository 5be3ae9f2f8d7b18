package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A job's progress as server-sent events, until it ends. No thread waits for it: each change of the job sends what it is
 * now, and where the browser is slow, what came in between is left out.
 */
final class EventStream extends IteratingCallback {
    private static final long BEAT_SECONDS = 10;

    private final Job job;
    private final ObjectWriter json;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Runnable ended;
    private final Runnable watcher = this::iterate;
    private volatile Scheduler.Task beat;
    private Job.View sent;
    private boolean last;
    private volatile boolean beating;
    private volatile boolean over;

    private EventStream(
            Job job, ObjectWriter json, Runnable ended, Request request, Response response, Callback callback) {
        this.job = job;
        this.json = json;
        this.ended = ended;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /**
     * The answer that goes on until the job ends.
     *
     * @param ended is run once the stream has
     */
    static Reply of(Job job, ObjectWriter json, Runnable ended) {
        return (request, response, callback) -> new EventStream(job, json, ended, request, response, callback).start();
    }

    private void start() {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        request.addIdleTimeoutListener(timeout -> false);
        scheduleBeat();
        job.watch(watcher);
        iterate();
    }

    /** Says nothing, now and then: otherwise nobody would notice that the browser has gone. */
    private void scheduleBeat() {
        beat = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> {
                            if (!over) {
                                beating = true;
                                scheduleBeat();
                                iterate();
                            }
                        },
                        BEAT_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected Action process() throws JsonProcessingException {
        if (last) {
            return Action.SUCCEEDED;
        }
        Job.View now = job.view();
        if (!now.equals(sent)) {
            sent = now;
            last = now.state().isEnd();
            return write("event: job\ndata: " + json.writeValueAsString(now) + "\n\n");
        }
        if (beating) {
            beating = false;
            return write(":\n\n");
        }
        return Action.IDLE;
    }

    private Action write(String text) {
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(Throwable cause) {
        over = true;
        job.unwatch(watcher);
        beat.cancel();
        ended.run();
        if (cause == null) {
            callback.succeeded();
        } else {
            callback.failed(cause);
        }
    }
}

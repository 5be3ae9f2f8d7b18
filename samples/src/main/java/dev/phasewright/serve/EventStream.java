package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A job's progress as server-sent events, until it ends. No thread waits for it: each change of the job sends what it is
 * now, and where the browser is slow, what came in between is left out; but all that is in its log is told.
 *
 * <p>Who has gone is noticed within {@value #LOOK_SECONDS} s. A job that somebody followed, and that nobody follows or asks
 * for any more, is cancelled after {@value #GRACE_SECONDS} s: browsers come back before if they can.
 */
final class EventStream extends IteratingCallback {
    private static final int LOOK_SECONDS = 1;
    private static final int GRACE_SECONDS = 10;
    /** So often something is said, in looks. */
    private static final int BEAT = 10;

    private final Job job;
    private final EventLog log;
    private final ObjectWriter json;
    private final Exchange exchange;
    private final Runnable ended;
    private final Runnable forsaken;
    private final Presence presence;
    private final Runnable watcher = this::iterate;
    private volatile Scheduler.Task next;
    private int looks;
    private int told;
    private Job.View sent;
    private boolean last;
    private volatile boolean looking;
    private volatile boolean over;

    private EventStream(
            Job job, EventLog log, ObjectWriter json, Runnable ended, Runnable forsaken, Exchange exchange) {
        this.job = job;
        this.log = log;
        this.json = json;
        this.ended = ended;
        this.forsaken = forsaken;
        this.exchange = exchange;
        this.presence = new Presence(exchange.request);
    }

    /** Who follows, and what is told. */
    private record Exchange(Request request, Response response, Callback callback) {}

    /**
     * The answer that goes on until the job ends.
     *
     * @param log what else happens on its way, all of which is told
     * @param ended is run once the stream has
     * @param forsaken is run once nobody wants the job any more
     */
    static Reply of(Job job, EventLog log, ObjectWriter json, Runnable ended, Runnable forsaken) {
        return (request, response, callback) ->
                new EventStream(job, log, json, ended, forsaken, new Exchange(request, response, callback)).start();
    }

    private void start() {
        HttpFields.Mutable headers = exchange.response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CONNECTION, "close"); // Whether it ends is looked for on the way.
        exchange.request.addIdleTimeoutListener(timeout -> false);
        lookLater();
        job.watch(watcher);
        iterate();
    }

    private void lookLater() {
        next = later(LOOK_SECONDS, () -> {
            if (!over) {
                looking = true;
                lookLater();
                iterate();
            }
        });
    }

    private Scheduler.Task later(int seconds, Runnable what) {
        return exchange.request.getComponents().getScheduler().schedule(what, seconds, TimeUnit.SECONDS);
    }

    @Override
    protected Action process() throws JsonProcessingException, EofException {
        if (last) {
            return Action.SUCCEEDED;
        }
        boolean beats = looking && ++looks % BEAT == 0;
        if (looking) {
            looking = false;
            if (presence.isGone()) {
                throw new EofException("whoever followed has gone");
            }
        }
        Job.View now = job.view(); // Before the log is looked at, which is complete when the job has ended.
        String next = log.at(told);
        if (next != null) {
            told++;
            return write(next);
        }
        if (!now.equals(sent)) {
            sent = now;
            last = now.state().isEnd();
            return write(EventLog.event(json, "job", now));
        }
        if (beats) {
            return write(":\n\n"); // Says nothing; what stands between might end a connection that is silent.
        }
        return Action.IDLE;
    }

    private Action write(String text) {
        exchange.response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(Throwable cause) {
        over = true;
        job.unwatch(watcher);
        next.cancel();
        ended.run();
        if (cause == null) {
            exchange.callback.succeeded();
        } else {
            later(GRACE_SECONDS, this::forsake);
            exchange.callback.failed(cause);
        }
    }

    /** Unless somebody watches, whose own stream sees to it then, or asks now and then, whoever that is. */
    private void forsake() {
        if (job.isForsaken(TimeUnit.SECONDS.toNanos(GRACE_SECONDS))) {
            forsaken.run();
        } else if (!job.state().isEnd() && !job.isWatched()) {
            later(GRACE_SECONDS, this::forsake);
        }
    }
}

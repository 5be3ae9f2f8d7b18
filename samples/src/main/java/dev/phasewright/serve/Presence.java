package dev.phasewright.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;

/**
 * Whether whoever asked still waits for the answer. While a request is in work nobody reads its connection, so that its end
 * would only be noticed when the answer is written. Here it is looked for: a connection that has ended ends the work, too.
 *
 * <p>One that ends its own half and still waits for an answer counts as gone: browsers and programs do not do that.
 */
final class Presence {
    private static final long LOOK_MILLISECONDS = 100;
    private static final String EARLY = Presence.class.getName() + ".early";

    private final Request request;

    /** Of whoever sent a request whose body, if there is one, was read to its end. */
    Presence(Request request) {
        this.request = request;
    }

    /**
     * Does what was asked for, in this thread, which is interrupted when nobody waits for it any more.
     *
     * @throws Refusal if nobody does
     */
    <T, E extends Exception> T whileThere(Gate.Work<T, E> work) throws E {
        Watch watch = new Watch();
        watch.look();
        try {
            return work.run();
        } catch (CancellationException e) {
            throw new Refusal(Refusal.LEFT, "whoever asked has gone");
        } finally {
            watch.end();
        }
    }

    /** Whether the connection has ended; to be asked while nothing else reads it. */
    boolean isGone() {
        if (isEarly(request)
                || !(request.getConnectionMetaData().getConnection().getEndPoint()
                        instanceof SocketChannelEndPoint endPoint)) {
            return false;
        }
        try {
            int read = endPoint.getChannel().read(ByteBuffer.allocate(1));
            if (read > 0) {
                request.setAttribute(EARLY, true);
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Whether the next request of the same connection came while this one was in work. It has lost its first byte here, so
     * the connection is to be closed after the answer, as HTTP allows: who sends requests early sends them again then.
     */
    static boolean isEarly(Request request) {
        return request.getAttribute(EARLY) != null;
    }

    /** Looks again and again until the work is done, and never afterwards: then the connection reads for itself. */
    private final class Watch {
        private final Thread worker = Thread.currentThread();
        private boolean over;
        private boolean gone;

        synchronized void look() {
            if (over) {
                return;
            }
            if (isGone()) {
                gone = true;
                worker.interrupt();
                return;
            }
            request.getComponents().getScheduler().schedule(this::look, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        }

        synchronized void end() {
            over = true;
            if (gone) {
                Thread.interrupted(); // The thread is the server's, and has other work to do.
            }
        }
    }
}

package dev.phasewright.serve;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads a body while it comes. No thread waits for it: each piece that is there is taken, and the next one calls back. Who
 * sends less than {@value #BYTES_PER_SECOND} bytes a second, after a while that everyone is granted, only means to keep a
 * connection busy, and is sent away.
 */
final class ComingBody<B extends Body> implements Runnable {
    private static final double GRACE_SECONDS = 10;
    private static final int BYTES_PER_SECOND = 16_384;

    private final B body;
    private final Ending<B> ending;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long start = System.nanoTime();
    private long received;

    private ComingBody(B body, Ending<B> ending, Request request, Response response, Callback callback) {
        this.body = body;
        this.ending = ending;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** What is answered once the body is there, or has failed. */
    @FunctionalInterface
    interface Ending<B extends Body> {
        /**
         * Answers.
         *
         * @param failure why the body is not whole; null if it is
         */
        Reply answer(B body, Exception failure);
    }

    /** The answer that waits for a body. */
    static <B extends Body> Reply of(B body, Ending<B> ending) {
        return (request, response, callback) -> new ComingBody<>(body, ending, request, response, callback).run();
    }

    @Override
    public void run() {
        Exception failure = null;
        try {
            if (!read()) {
                request.demand(this);
                return;
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        ending.answer(body, failure).send(request, response, callback);
    }

    /** Takes all that is there; whether that was the end. */
    private boolean read() throws IOException {
        for (; ; ) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw failed(chunk.getFailure());
            }
            boolean last = chunk.isLast();
            try {
                received += chunk.remaining();
                body.take(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            if (last) {
                return true;
            }
            double late = (System.nanoTime() - start) / 1e9 - GRACE_SECONDS;
            if (late > 0 && received < late * BYTES_PER_SECOND) {
                throw new Refusal(Refusal.TOO_SLOW, "the body came too slowly");
            }
        }
    }

    private static IOException failed(Throwable failure) {
        if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
            throw new Refusal(Refusal.TOO_SLOW, "the request came too slowly");
        }
        return failure instanceof EOFException broken ? broken : new IOException(failure.getMessage(), failure);
    }
}

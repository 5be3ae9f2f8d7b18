package dev.phasewright.serve;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers at once, and then takes what is still to come of the request's body. A refusal need not wait for the body that
 * it refuses; but who closes a connection with bytes in it unread resets it, and whoever still writes then may never read
 * the answer. No thread waits here, nothing is kept, and it ends after {@value #SECONDS} seconds or {@value #MOST_BYTES}
 * bytes.
 */
final class Lingering extends Handler.Wrapper {
    private static final long MOST_BYTES = 64 << 20;
    private static final int SECONDS = 10;

    Lingering(Handler inner) {
        super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() > MOST_BYTES) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        return super.handle(request, response, new Rest(request, response, callback));
    }

    /** What is still to come once there is an answer. */
    private static final class Rest extends Callback.Nested {
        private final Request request;
        private final Response response;
        private long received;
        private long start;

        Rest(Request request, Response response, Callback callback) {
            super(callback);
            this.request = request;
            this.response = response;
        }

        @Override
        public void succeeded() {
            start = System.nanoTime();
            if (response.hasLastWrite()) {
                take();
            } else {
                response.write(true, null, Callback.from(this::take, super::failed));
            }
        }

        private void take() {
            if (isAwaitingLeave()) {
                super.succeeded();
                return;
            }
            while (received <= MOST_BYTES && System.nanoTime() - start < SECONDS * 1_000_000_000L) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::take);
                    return;
                }
                received += chunk.remaining();
                chunk.release();
                if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                    break;
                }
            }
            super.succeeded();
        }

        /** Whether the body was to be sent only if the headers were agreed to, which they were not. */
        private boolean isAwaitingLeave() {
            return request.getHeaders().contains(HttpHeader.EXPECT, "100-continue")
                    && Request.getContentBytesRead(request) == 0;
        }
    }
}

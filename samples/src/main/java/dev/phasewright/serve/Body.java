package dev.phasewright.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A request's body as far as it has come. It is given piece by piece, whenever one is there, and closed at the end. */
interface Body extends Closeable {
    /**
     * Takes the next piece.
     *
     * @throws Refusal if the body is larger than it may be
     * @throws IOException if it cannot be kept
     */
    void take(ByteBuffer piece) throws IOException;

    /** Forgets it. */
    @Override
    void close() throws IOException;
}

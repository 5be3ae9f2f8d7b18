package dev.phasewright.serve;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes for all bodies that are on their way together. So a body is charged for what has come of it, not for being there:
 * however many connections send a byte now and then, whoever sends a whole one finds room.
 */
final class Room {
    private final String what;
    private final AtomicLong left;

    /**
     * So much room.
     *
     * @param what is kept in it, for the refusal
     * @param bytes all together
     */
    Room(String what, long bytes) {
        this.what = what;
        this.left = new AtomicLong(bytes);
    }

    /** @throws Refusal if there are not so many bytes left */
    void take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            throw Refusal.busy("too many " + what + " at once; try again in a moment", 1);
        }
    }

    /** Gives bytes back. */
    void give(long bytes) {
        left.addAndGet(bytes);
    }
}

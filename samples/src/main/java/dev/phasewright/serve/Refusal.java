package dev.phasewright.serve;

import dev.phasewright.collection.CollectionException;

/** A request that is not carried out: the status that says so, and one line why. */
final class Refusal extends RuntimeException {
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int TOO_SLOW = 408;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int NO_SOUND = 415;
    static final int BUSY = 429;
    /** Nobody reads this one. */
    static final int LEFT = 499;

    /** On the disk. */
    static final int NO_ROOM = 507;

    private static final long serialVersionUID = 1;

    private final int status;
    /** Seconds, or 0. */
    private final int retryAfter;

    private Refusal(int status, String message, int retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    Refusal(int status, String message) {
        this(status, message, 0);
    }

    /** For now: try again after so many seconds. */
    static Refusal busy(String message, int retryAfter) {
        return new Refusal(BUSY, message, Math.max(1, retryAfter));
    }

    /** What a collection refuses. */
    static Refusal of(CollectionException e) {
        return new Refusal(
                switch (e.reason()) {
                    case UNKNOWN -> NOT_FOUND;
                    case UNFIT -> NO_SOUND;
                    case FULL -> TOO_LARGE;
                    case LEARNING -> CONFLICT;
                    case NO_ROOM -> NO_ROOM;
                },
                e.getMessage());
    }

    int status() {
        return status;
    }

    /** Whether the rest of the request's body is not worth waiting for. */
    boolean leavesBody() {
        return status == TOO_SLOW;
    }

    /** Seconds after which to try again; 0 if that would not help. */
    int retryAfter() {
        return retryAfter;
    }
}

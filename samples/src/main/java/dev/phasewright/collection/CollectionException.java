package dev.phasewright.collection;

import java.io.IOException;

/** What cannot be done with a collection; the message is one line with the remedy. */
public final class CollectionException extends IOException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    CollectionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why not. */
    public enum Reason {
        /** There is none of that name. */
        UNKNOWN,
        /** Nothing can be learned from such a sound, or in such a way. */
        UNFIT,
        /** As many are there as may be. */
        FULL,
        /** Not while something is learned. */
        LEARNING,
        /** The disk has no room. */
        NO_ROOM
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }
}

package dev.phasewright.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A stored model or training state that cannot be used; the message is one line naming the file and the remedy. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message for the user. */
    public CheckpointException(String message) {
        super(message);
    }

    /** With a message for the user and what lies behind it, null if nothing does. */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

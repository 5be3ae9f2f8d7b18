package dev.phasewright.data;

import java.io.IOException;

/** Recordings that cannot be learned from; the message is one line naming the file or folder and the remedy. */
public final class RecordingsException extends IOException {
    private static final long serialVersionUID = 1;

    RecordingsException(String message) {
        super(message);
    }

    RecordingsException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.phasewright.audio.format;

import java.io.IOException;

/** A sound file that cannot be read or written; the message is one line that names the file and the remedy. */
public final class SoundFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** Makes the exception from its whole message, which already names the file. */
    public SoundFileException(String message) {
        super(message);
    }

    /** The same, keeping the failure underneath for a stack trace. */
    public SoundFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

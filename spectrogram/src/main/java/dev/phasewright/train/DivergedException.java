package dev.phasewright.train;

import java.io.IOException;

/** A training that no longer gets anywhere; the message is one line with the remedy. The last checkpoint is still good. */
public final class DivergedException extends IOException {
    private static final long serialVersionUID = 1;

    DivergedException(String message) {
        super(message);
    }
}

package dev.phasewright.vocoder.phase;

import java.util.concurrent.CancellationException;

/** How methods that take long end before their time. */
final class Interruption {
    private Interruption() {}

    /** @throws CancellationException if this thread was interrupted, which it stays */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while phase was made");
        }
    }
}

package dev.phasewright.diffusion.model;

import java.util.concurrent.CancellationException;

/**
 * Watches sounds being made: for a progress bar, or to stop it. To cancel, throw: the exception passes through, and what
 * was made so far is freed.
 */
@FunctionalInterface
public interface GenerationObserver {
    /** Watches nothing. */
    GenerationObserver NONE = (done, total) -> {};

    /**
     * Called when work begins and whenever some of it is done.
     *
     * @param done from 0 to {@code total}, never falling
     * @param total the steps of all sounds, and one more for each that is vocoded
     */
    void at(long done, long total);

    /**
     * The same observer, which also cancels if the thread that works is interrupted: by a {@link CancellationException}. The
     * thread stays interrupted.
     */
    default GenerationObserver interruptible() {
        return (done, total) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + done + " of " + total + " steps");
            }
            at(done, total);
        };
    }
}

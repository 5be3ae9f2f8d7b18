package dev.phasewright.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a request instead of an end: while this is open, the process waits after a signal until the work has seen
 * {@link #requested()}, saved what it must and closed this.
 */
public final class Interruption implements AutoCloseable {
    /** Longer than any checkpoint takes; a hung process still ends. */
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch safe = new CountDownLatch(1);
    private final CountDownLatch signal = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "interruption");
    private volatile boolean requested;

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void hold() {
        requested = true;
        signal.countDown();
        try {
            if (!safe.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process has been asked to end. */
    public boolean requested() {
        return requested;
    }

    /** Waits until the process has been asked to end. */
    public void await() throws InterruptedException {
        signal.await();
    }

    @Override
    public void close() {
        safe.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came between the question and the removal; the hook has run or will, and finds it safe.
                requested = true;
            }
        }
    }
}

package dev.phasewright.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets so many through at once, lets so many more wait, and sends all others away. */
final class Gate {
    private static final long LOOK_MILLISECONDS = 50;

    private final String what;
    private final Semaphore admitted;
    private final Semaphore working;

    /**
     * A gate.
     *
     * @param what is done behind it, for the refusal
     * @param working how many at once
     * @param waiting how many more may wait
     */
    Gate(String what, int working, int waiting) {
        this.what = what;
        this.working = new Semaphore(working, true);
        this.admitted = new Semaphore(working + waiting);
    }

    /** What is done behind a gate. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** @throws Refusal if too many wait already */
    <T, E extends Exception> T pass(Work<T, E> work) throws E {
        return pass(() -> true, work);
    }

    /**
     * The same for work that may cease to be wanted while it waits.
     *
     * @throws Refusal if too many wait already, or it is no longer wanted
     */
    <T, E extends Exception> T pass(BooleanSupplier wanted, Work<T, E> work) throws E {
        if (!admitted.tryAcquire()) {
            throw Refusal.busy("too many " + what + " at once; try again in a moment", 1);
        }
        try {
            awaitTurn(wanted);
            try {
                return work.run();
            } finally {
                working.release();
            }
        } finally {
            admitted.release();
        }
    }

    private void awaitTurn(BooleanSupplier wanted) {
        try {
            while (!working.tryAcquire(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                if (!wanted.getAsBoolean()) {
                    throw Refusal.busy("another request of the same page has come since", 1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.busy("the server is stopping, or whoever asked has gone", 1);
        }
    }
}

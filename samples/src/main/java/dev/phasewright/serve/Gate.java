package dev.phasewright.serve;

import java.util.concurrent.Semaphore;

/** Lets so many through at once, lets so many more wait, and sends all others away. */
final class Gate {
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
        if (!admitted.tryAcquire()) {
            throw Refusal.busy("too many " + what + " at once; try again in a moment", 1);
        }
        try {
            working.acquireUninterruptibly();
            try {
                return work.run();
            } finally {
                working.release();
            }
        } finally {
            admitted.release();
        }
    }
}

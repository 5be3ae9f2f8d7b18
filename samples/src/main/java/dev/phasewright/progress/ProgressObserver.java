package dev.phasewright.progress;

/** Told how far a long job has come; may stop it by throwing. */
@FunctionalInterface
public interface ProgressObserver {
    /** Watches nothing. */
    ProgressObserver NONE = done -> {};

    /**
     * So many items are done by now. Calls may come from any thread, out of order, and more than once with one number.
     *
     * @param done items that are done, of as many as the job has, from 0
     */
    void at(long done);
}

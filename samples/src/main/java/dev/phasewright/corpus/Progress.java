package dev.phasewright.corpus;

/** Told how far a long job has come; called from any thread. */
@FunctionalInterface
public interface Progress {
    /** That many items are done by now. */
    void done(int items);
}

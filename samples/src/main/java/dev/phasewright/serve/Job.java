package dev.phasewright.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A generation that was asked for, from the queue to its end. Safe for use by several threads. */
final class Job {
    private final String id = Token.draw();
    private final Task task;
    private final int steps;
    private final long seed;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile long lastAsked = System.nanoTime();

    private State state = State.QUEUED;
    private boolean cancelRequested;
    private int step;
    private int ahead;
    private StoredSound result;
    private String error;

    /**
     * A job.
     *
     * @param steps how many steps the task will tell of
     * @param seed what its randomness comes from, for people to know
     */
    Job(Task task, int steps, long seed) {
        this.task = task;
        this.steps = steps;
        this.seed = seed;
    }

    /** Where a job is. */
    enum State {
        /** Waiting for its turn. */
        @JsonProperty("queued")
        QUEUED,
        /** At work. */
        @JsonProperty("running")
        RUNNING,
        /** Ended with a sound. */
        @JsonProperty("done")
        DONE,
        /** Ended because someone said so. */
        @JsonProperty("cancelled")
        CANCELLED,
        /** Ended by a failure. */
        @JsonProperty("failed")
        FAILED;

        boolean isEnd() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** What a job does. */
    @FunctionalInterface
    interface Task {
        /**
         * Makes the sound.
         *
         * @param progress to be told of each step; throws {@link Cancelled} when the job is to end
         */
        StoredSound run(ProgressObserver progress) throws Exception;
    }

    /** What stops a job that was cancelled. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled", null, false, false);
        }
    }

    /**
     * What the interface tells of a job.
     *
     * @param id what it is asked for by
     * @param state where it is
     * @param ahead jobs that come before it, while it waits
     * @param step steps that are done
     * @param steps steps that there are
     * @param seed what brings the same sound again
     * @param sound the result, once it is done
     * @param error what went wrong, if it failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            State state,
            int ahead,
            int step,
            int steps,
            long seed,
            StoredSound.Description sound,
            String error) {}

    String id() {
        return id;
    }

    synchronized State state() {
        return state;
    }

    synchronized View view() {
        return new View(
                id,
                state,
                state == State.QUEUED ? ahead : 0,
                step,
                steps,
                seed,
                result == null ? null : result.description(),
                error);
    }

    /** The same for somebody who asks, and so wants it. */
    View asked() {
        lastAsked = System.nanoTime();
        return view();
    }

    /** Whether somebody watches it. */
    boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Whether it is still at work, nobody watches it, and nobody has asked for it for so long. */
    boolean isForsaken(long nanoseconds) {
        return !state().isEnd() && watchers.isEmpty() && System.nanoTime() - lastAsked >= nanoseconds;
    }

    /** Calls {@code watcher} after every change until it is removed. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        lastAsked = System.nanoTime();
        watchers.remove(watcher);
    }

    /** So many jobs come before it. */
    void waitBehind(int others) {
        synchronized (this) {
            ahead = others;
        }
        tell();
    }

    /** Ends it at once if it waits, and at its next step if it runs; does nothing if it has ended. */
    void cancel() {
        synchronized (this) {
            cancelRequested = true;
            if (state == State.QUEUED) {
                state = State.CANCELLED;
                notifyAll();
            }
        }
        tell();
    }

    /**
     * Waits for its end.
     *
     * @return what it made
     * @throws Refusal if it was cancelled
     * @throws IOException if it failed
     */
    synchronized StoredSound awaitSound() throws InterruptedException, IOException {
        while (!state.isEnd()) {
            wait();
        }
        if (state == State.CANCELLED) {
            throw Refusal.busy("the generation was cancelled", 1);
        }
        if (state == State.FAILED) {
            throw new IOException(error);
        }
        return result;
    }

    /** Does the work, in the calling thread, unless it was cancelled before. */
    void run() {
        synchronized (this) {
            if (state != State.QUEUED) {
                return;
            }
            state = State.RUNNING;
        }
        tell();
        State end = State.FAILED;
        StoredSound made = null;
        String why = null;
        try {
            made = task.run(this::advance);
            end = State.DONE;
        } catch (Cancelled e) {
            end = State.CANCELLED;
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        synchronized (this) {
            state = end;
            result = made;
            error = why;
            notifyAll();
        }
        tell();
    }

    private void advance(long done) {
        synchronized (this) {
            if (cancelRequested) {
                throw new Cancelled();
            }
            step = Math.toIntExact(done);
        }
        tell();
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }
}

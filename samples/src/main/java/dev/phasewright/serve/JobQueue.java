package dev.phasewright.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs, one after the other: the engine uses all cores for one, so that two at once would only both be late. A bounded
 * number waits; those that ended are remembered for a while.
 */
final class JobQueue implements AutoCloseable {
    private static final int REMEMBERED = 256;

    private final int capacity;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Map<String, Job> known = new LinkedHashMap<>();
    private final Thread worker = new Thread(this::work, "generation");
    private Job running;
    private double secondsOfLast = 1;
    private boolean closed;

    /** A queue in which so many may wait. */
    JobQueue(int capacity) {
        this.capacity = capacity;
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * Queues a job.
     *
     * @param steps how many steps the task will tell of
     * @param seed what its randomness comes from
     * @throws Refusal if the queue is full
     */
    Job submit(Job.Task task, int steps, long seed) {
        Job job = new Job(task, steps, seed);
        synchronized (this) {
            waiting.removeIf(each -> each.state().isEnd());
            if (closed || waiting.size() >= capacity) {
                throw Refusal.busy("the queue is full (" + capacity + " wait); try again later", (int)
                        Math.ceil(secondsOfLast * (waiting.size() + 1)));
            }
            waiting.add(job);
            job.waitBehind(waiting.size() - 1 + (running == null ? 0 : 1));
            known.put(job.id(), job);
            forgetOldest();
            notifyAll();
        }
        return job;
    }

    private void forgetOldest() {
        Iterator<Job> oldest = known.values().iterator();
        while (known.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().state().isEnd()) {
                oldest.remove();
            }
        }
    }

    /** @throws Refusal if no such job is known */
    synchronized Job find(String id) {
        Job job = known.get(id);
        if (job == null) {
            throw new Refusal(Refusal.NOT_FOUND, "no job of that name is known (any more)");
        }
        return job;
    }

    /** Ends a job, however often it is said; what it was waited for by moves up. */
    Job cancel(String id) {
        Job job = find(id);
        job.cancel();
        moveUp();
        return job;
    }

    /** Jobs that wait. */
    synchronized int waiting() {
        return (int) waiting.stream().filter(job -> !job.state().isEnd()).count();
    }

    private void moveUp() {
        List<Job> left;
        int before;
        synchronized (this) {
            waiting.removeIf(job -> job.state().isEnd());
            left = new ArrayList<>(waiting);
            before = running == null ? 0 : 1;
        }
        for (Job job : left) {
            job.waitBehind(before++);
        }
    }

    private void work() {
        try {
            for (Job job; (job = next()) != null; ) {
                moveUp();
                long start = System.nanoTime();
                job.run();
                synchronized (this) {
                    secondsOfLast = (System.nanoTime() - start) / 1e9;
                    running = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        running = closed ? null : waiting.poll();
        return running;
    }

    /** Cancels all jobs and waits until the one at work has seen it. */
    @Override
    public void close() {
        List<Job> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(known.values());
            notifyAll();
        }
        all.forEach(Job::cancel);
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

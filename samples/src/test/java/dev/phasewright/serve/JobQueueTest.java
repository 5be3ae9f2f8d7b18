package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobQueueTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final StoredSound sound = new SoundStore(1 << 20).add(Audio.mono(new float[10], 8000));

    /** Holds the queue up until it is released. */
    private Job.Task blocker() {
        return progress -> {
            begun.countDown();
            released.await();
            progress.at(1);
            return sound;
        };
    }

    private static Job.State ended(Job job) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runnable watcher = () -> {
            if (job.state().isEnd()) {
                end.countDown();
            }
        };
        job.watch(watcher);
        watcher.run();
        end.await();
        return job.state();
    }

    @Test
    void oneRunsTheOthersWaitInOrderAndAFullQueueSaysWhenToComeBack() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (JobQueue queue = new JobQueue(2)) {
            Job first = queue.submit(blocker(), 1, 0);
            begun.await();
            Job second = queue.submit(
                    progress -> {
                        order.add(2);
                        return sound;
                    },
                    1,
                    0);
            Job third = queue.submit(
                    progress -> {
                        order.add(3);
                        return sound;
                    },
                    1,
                    7);

            Refusal refusal = assertThrows(Refusal.class, () -> queue.submit(blocker(), 1, 0));
            assertEquals(429, refusal.status());
            assertTrue(refusal.retryAfter() >= 1);
            assertEquals(1, second.view().ahead());
            assertEquals(2, third.view().ahead());
            assertEquals(7, third.view().seed());

            released.countDown();
            assertEquals(Job.State.DONE, ended(first));
            assertEquals(Job.State.DONE, ended(third));
            assertEquals(List.of(2, 3), order);
            assertEquals(sound.description(), third.view().sound());
        }
    }

    @Test
    void whatIsCancelledWhileItWaitsNeverRunsAndGivesItsPlaceAway() throws Exception {
        try (JobQueue queue = new JobQueue(1)) {
            queue.submit(blocker(), 1, 0);
            begun.await();
            Job waiting = queue.submit(
                    progress -> {
                        throw new AssertionError("ran");
                    },
                    1,
                    0);

            for (int i = 0; i < 10; i++) {
                assertEquals(
                        Job.State.CANCELLED, queue.cancel(waiting.id()).view().state());
            }

            Job next = queue.submit(progress -> sound, 1, 0);
            assertEquals(1, next.view().ahead());
            released.countDown();
            assertEquals(Job.State.DONE, ended(next));
            assertEquals(Job.State.CANCELLED, waiting.state());
        }
    }

    @Test
    void whatRunsIsCancelledAtItsNextStep() throws Exception {
        try (JobQueue queue = new JobQueue(1)) {
            Job running = queue.submit(blocker(), 1, 0);
            begun.await();
            queue.cancel(running.id());
            assertEquals(Job.State.RUNNING, running.state());

            released.countDown();
            assertEquals(Job.State.CANCELLED, ended(running));
        }
    }

    @Test
    void aFailureIsToldAndTheNextOneRuns() throws Exception {
        try (JobQueue queue = new JobQueue(1)) {
            Job failing = queue.submit(
                    progress -> {
                        throw new java.io.IOException("the disk is gone");
                    },
                    1,
                    0);
            assertEquals(Job.State.FAILED, ended(failing));
            assertEquals("the disk is gone", failing.view().error());

            assertEquals(Job.State.DONE, ended(queue.submit(progress -> sound, 1, 0)));
        }
    }

    @Test
    void closingCancelsWhatRunsAndWhatWaits() throws Exception {
        JobQueue queue = new JobQueue(1);
        CountDownLatch seen = new CountDownLatch(1);
        Job running = queue.submit(
                progress -> {
                    seen.countDown();
                    while (true) {
                        progress.at(0);
                        Thread.sleep(1);
                    }
                },
                1,
                0);
        seen.await();
        Job waiting = queue.submit(progress -> sound, 1, 0);

        queue.close();

        assertEquals(Job.State.CANCELLED, running.state());
        assertEquals(Job.State.CANCELLED, waiting.state());
        assertThrows(Refusal.class, () -> queue.submit(progress -> sound, 1, 0));
    }

    @Test
    void oldJobsAreForgottenSoThatTheListDoesNotGrow() throws Exception {
        try (JobQueue queue = new JobQueue(1)) {
            Job first = queue.submit(progress -> sound, 1, 0);
            ended(first);
            for (int i = 0; i < 300; i++) {
                Job next = queue.submit(progress -> sound, 1, 0);
                ended(next);
            }
            assertEquals(
                    404,
                    assertThrows(Refusal.class, () -> queue.find(first.id())).status());
        }
    }
}

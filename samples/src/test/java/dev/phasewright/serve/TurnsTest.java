package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void aPageWantsItsLatestOnly() {
        BooleanSupplier first = turns.take("a");
        BooleanSupplier other = turns.take("b");
        assertTrue(first.getAsBoolean());

        BooleanSupplier second = turns.take("a");
        assertFalse(first.getAsBoolean());
        assertTrue(second.getAsBoolean() && other.getAsBoolean());
    }

    @Test
    void programsWantAllThatTheyAskFor() {
        BooleanSupplier first = turns.take(null);
        turns.take(null);
        assertTrue(first.getAsBoolean());
    }

    @Test
    void whatIsNoLongerWantedDoesNotWaitForItsTurn() throws InterruptedException {
        Gate gate = new Gate("sounds in work", 1, 4);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread busy = new Thread(() -> gate.pass(() -> {
            begun.countDown();
            try {
                return release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        busy.start();
        begun.await();
        BooleanSupplier wanted = turns.take("a");
        turns.take("a");

        Refusal refusal = assertThrows(Refusal.class, () -> gate.pass(wanted, () -> "made for nobody"));
        assertEquals(Refusal.BUSY, refusal.status());
        release.countDown();
        busy.join();
    }
}

package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RecentChangesTest {
    private static final int SAMPLES = 1000;

    private final RecentChanges changes = new RecentChanges(3L * SAMPLES * Float.BYTES);
    private final AtomicInteger made = new AtomicInteger();

    private static RecentChanges.Key key(String sound, int seed) {
        return new RecentChanges.Key(sound, new CopyRequest("pghi", false, 32, 0, seed));
    }

    private RecentChanges.Change make() {
        made.incrementAndGet();
        return new RecentChanges.Change(Audio.mono(new float[SAMPLES], 16_000), Double.NaN);
    }

    @Test
    void theSoundAndItsPictureAreOneComputation() throws IOException {
        RecentChanges.Change first = changes.of(key("a", 1), this::make);

        assertSame(first, changes.of(key("a", 1), this::make));
        changes.of(key("a", 2), this::make);
        changes.of(key("b", 1), this::make);
        assertEquals(3, made.get());
    }

    @Test
    void whoAsksMeanwhileWaitsForIt() {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<RecentChanges.Change>> all = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return changes.of(key("a", 1), () -> {
                                    try {
                                        release.await();
                                    } catch (InterruptedException e) {
                                        throw new IOException(e);
                                    }
                                    return make();
                                });
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        release.countDown();
        all.forEach(CompletableFuture::join);

        assertEquals(1, made.get());
    }

    /** Whose page has gone on to something else does not wait for what another page is having made. */
    @Test
    void whoGoesWhileAnotherHasItMadeWaitsNoLonger() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread maker = new Thread(() -> assertDoesNotThrow(() -> changes.of(key("a", 1), () -> {
            begun.countDown();
            assertDoesNotThrow(() -> release.await());
            return make();
        })));
        maker.start();
        begun.await();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Thread second = new Thread(() -> {
            assertThrows(CancellationException.class, () -> changes.of(key("a", 1), this::make));
            gone.complete(null);
        });
        second.start();
        second.interrupt();
        gone.get();
        release.countDown();
        maker.join();
        assertEquals(1, made.get());
    }

    @Test
    void whatFailsIsNotKept() throws IOException {
        assertThrows(
                Refusal.class,
                () -> changes.of(key("a", 1), () -> {
                    throw new Refusal(Refusal.BAD_REQUEST, "no");
                }));
        changes.of(key("a", 1), this::make);
        assertEquals(1, made.get());
    }

    @Test
    void theOldestGoAndWhatIsForgottenIsMadeAnew() throws IOException {
        for (int seed = 1; seed <= 4; seed++) {
            changes.of(key("a", seed), this::make);
        }
        changes.of(key("a", 4), this::make);
        assertEquals(4, made.get());
        changes.of(key("a", 1), this::make);
        assertEquals(5, made.get());
        changes.forget("a");
        changes.of(key("a", 4), this::make);
        assertEquals(6, made.get());
    }
}

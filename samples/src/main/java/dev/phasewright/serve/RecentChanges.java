package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What became of sounds of late. A page asks for a changed sound, then for its picture, then for a blind test of it: it is
 * computed once, also for those who ask at the same time. When the results become too many, those unused for longest go.
 */
final class RecentChanges {
    private final long capacity;
    private final Map<Key, CompletableFuture<Change>> recent = new LinkedHashMap<>(16, 0.75f, true);

    /** For so many bytes. */
    RecentChanges(long capacity) {
        this.capacity = capacity;
    }

    /**
     * What a change follows from.
     *
     * @param sound the name of the original
     * @param request a {@link PhaseRequest} or a {@link CopyRequest}
     */
    record Key(String sound, Record request) {}

    /**
     * A changed sound.
     *
     * @param heard the sound as it is heard
     * @param levelDb by how many decibels the level had changed before it was matched; NaN where it was not measured
     */
    record Change(Audio heard, double levelDb) {
        long size() {
            return (long) heard.channels() * heard.length() * Float.BYTES;
        }
    }

    /** What makes a change. */
    @FunctionalInterface
    interface Making {
        Change make() throws IOException;
    }

    /**
     * The change, made now unless it is there or under way.
     *
     * @throws CancellationException if the thread is interrupted while it waits for one that is under way
     */
    Change of(Key key, Making making) throws IOException {
        CompletableFuture<Change> mine = new CompletableFuture<>();
        CompletableFuture<Change> there;
        synchronized (recent) {
            there = recent.putIfAbsent(key, mine);
        }
        if (there != null) {
            try {
                return there.get();
            } catch (InterruptedException e) {
                // Whoever asked has gone, and waits for nobody's work.
                throw new CancellationException("interrupted");
            } catch (ExecutionException e) {
                return making.make(); // It failed for somebody else; whoever asks hears why.
            }
        }
        try {
            Change change = making.make();
            mine.complete(change);
            makeRoom();
            return change;
        } finally {
            if (!mine.isDone()) {
                synchronized (recent) {
                    recent.remove(key, mine);
                }
                mine.completeExceptionally(new IOException("not made"));
            }
        }
    }

    private void makeRoom() {
        synchronized (recent) {
            long size = 0;
            for (CompletableFuture<Change> each : recent.values()) {
                size += size(each);
            }
            for (Iterator<CompletableFuture<Change>> oldest = recent.values().iterator();
                    size > capacity && oldest.hasNext(); ) {
                CompletableFuture<Change> next = oldest.next();
                if (next.isDone()) {
                    size -= size(next);
                    oldest.remove();
                }
            }
        }
    }

    private static long size(CompletableFuture<Change> change) {
        return change.isDone() && !change.isCompletedExceptionally()
                ? change.join().size()
                : 0;
    }

    /** Forgets what became of a sound. */
    void forget(String sound) {
        synchronized (recent) {
            recent.keySet().removeIf(key -> key.sound.equals(sound));
        }
    }
}

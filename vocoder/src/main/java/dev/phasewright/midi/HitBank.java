package dev.phasewright.midi;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hits of drums. While one plays, a pad that was struck gets new ones in the background, so that no hit is heard twice as long
 * as they keep pace; when they do not, the last ones take turns. What is waited for is the same every time: the first few
 * hits of each pad, in turn.
 */
final class HitBank implements AutoCloseable {
    /** New hits that wait on a pad. */
    private static final int STOCK = 2;

    /** Hits that a pad keeps, and that take turns where they are waited for. */
    private static final int KEPT = 4;

    private final Source source;
    private final int sampleRate;
    private final Map<Pad, Takes> pads = new ConcurrentHashMap<>();
    private final Deque<Pad> wishes = new ArrayDeque<>();
    private final Set<Pad> hopeless = EnumSet.noneOf(Pad.class);
    private final Thread worker = new Thread(this::work, "drums");
    private boolean begun;
    private boolean closed;

    /** What draws hits. */
    @FunctionalInterface
    interface Source extends AutoCloseable {
        /**
         * Draws a hit.
         *
         * @throws Exception if it cannot be drawn
         */
        Audio draw(Pad pad, long seed) throws Exception;

        /** Called when nothing is drawn any more. */
        @Override
        default void close() {}
    }

    /** What there is of a pad. */
    private static final class Takes {
        /** By the one thread that draws. */
        int drawn;

        final Deque<StruckNote> fresh = new ArrayDeque<>();
        final List<StruckNote> heard = new ArrayList<>();
        int struck;
    }

    /**
     * A bank without hits.
     *
     * @param source closed with this
     * @param sampleRate that hits are brought to
     */
    HitBank(Source source, int sampleRate) {
        this.source = source;
        this.sampleRate = sampleRate;
        worker.setDaemon(true);
    }

    private Takes takes(Pad pad) {
        return pads.computeIfAbsent(pad, p -> new Takes());
    }

    /** The next hit of a pad; null if there is none yet. */
    synchronized @Nullable StruckNote now(Pad pad) {
        Takes takes = takes(pad);
        StruckNote next = takes.fresh.poll();
        if (next != null) {
            takes.heard.add(next);
            if (takes.heard.size() > KEPT) {
                takes.heard.remove(0);
            }
        } else if (!takes.heard.isEmpty()) {
            next = takes.heard.get(takes.struck % takes.heard.size());
        }
        takes.struck++;
        wish(pad);
        return next;
    }

    /** The next hit of a pad, drawn in this thread if it is not there; {@value #KEPT} of them take turns. */
    StruckNote drawn(Pad pad) throws Exception {
        Takes takes = takes(pad);
        int turn = takes.struck++ % KEPT;
        while (takes.heard.size() <= turn) {
            takes.heard.add(draw(pad, takes.drawn++));
        }
        return takes.heard.get(turn);
    }

    private StruckNote draw(Pad pad, int number) throws Exception {
        return StruckNote.hit(Resampler.resample(source.draw(pad, number), sampleRate));
    }

    private void wish(Pad pad) {
        if (closed || hopeless.contains(pad)) {
            return;
        }
        // What was struck last comes first.
        wishes.remove(pad);
        wishes.addFirst(pad);
        if (!begun) {
            // Who strikes one drum will strike others.
            Arrays.stream(Pad.values()).filter(other -> other != pad).forEach(wishes::add);
            begun = true;
            worker.start();
        }
        notifyAll();
    }

    private synchronized @Nullable Pad next() throws InterruptedException {
        while (!closed) {
            for (Pad pad; (pad = wishes.peek()) != null; wishes.remove()) {
                if (takes(pad).fresh.size() < STOCK) {
                    return pad;
                }
            }
            wait();
        }
        return null;
    }

    private void work() {
        try {
            for (Pad pad; (pad = next()) != null; ) {
                try {
                    Takes takes = takes(pad);
                    StruckNote hit = draw(pad, takes.drawn++);
                    synchronized (this) {
                        takes.fresh.add(hit);
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // A drum that cannot be drawn stays silent, and is not tried again with every stroke.
                    synchronized (this) {
                        hopeless.add(pad);
                        wishes.remove(pad);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws no more; waits for the hit at work. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            worker.join();
            source.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

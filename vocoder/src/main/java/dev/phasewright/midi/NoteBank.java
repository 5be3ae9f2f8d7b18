package dev.phasewright.midi;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The notes that were drawn, each once. What is asked for and not there is drawn in the background, the latest wish first. */
final class NoteBank implements AutoCloseable {
    private static final int MOST_WISHES = 32;

    private final Source source;
    private final int sampleRate;
    private final Map<Key, StruckNote> notes = new ConcurrentHashMap<>();
    private final Set<Key> hopeless = new HashSet<>();
    private final LinkedHashSet<Key> wishes = new LinkedHashSet<>();
    private final Thread worker = new Thread(this::work, "notes");
    private boolean begun;
    private boolean closed;

    /** What draws notes. */
    @FunctionalInterface
    interface Source extends AutoCloseable {
        /**
         * Draws notes of one instrument, all at the same rate.
         *
         * @param pitches as MIDI counts
         * @return a sound for each
         * @throws Exception if they cannot be drawn
         */
        List<Audio> draw(String instrument, List<Integer> pitches) throws Exception;

        /** Called when nothing is drawn any more. */
        @Override
        default void close() {}
    }

    /** Which note. */
    private record Key(String instrument, int pitch) {}

    /**
     * A bank without notes.
     *
     * @param source closed with this
     * @param sampleRate that notes are brought to
     */
    NoteBank(Source source, int sampleRate) {
        this.source = source;
        this.sampleRate = sampleRate;
        worker.setDaemon(true);
    }

    /** The note if it is there; null if it is not yet, and is drawn now. */
    @Nullable
    StruckNote now(String instrument, int pitch) {
        Key key = new Key(instrument, pitch);
        StruckNote found = notes.get(key);
        if (found == null) {
            wish(key);
        }
        return found;
    }

    /** The nearest pitch of an instrument that is there, by at most so many semitones; null if there is none. */
    @Nullable
    StruckNote near(String instrument, int pitch, int semitones) {
        for (int off = 1; off <= semitones; off++) {
            for (int other : new int[] {pitch - off, pitch + off}) {
                StruckNote found = notes.get(new Key(instrument, other));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The note, drawn in this thread if it is not there. */
    StruckNote drawn(String instrument, int pitch) throws Exception {
        fill(instrument, List.of(pitch));
        return Objects.requireNonNull(notes.get(new Key(instrument, pitch)));
    }

    /** Draws those of several notes that are not there, in one batch and in this thread. */
    void fill(String instrument, List<Integer> pitches) throws Exception {
        List<Integer> missing = new ArrayList<>();
        for (int pitch : pitches) {
            if (!notes.containsKey(new Key(instrument, pitch))) {
                missing.add(pitch);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<Audio> sounds = source.draw(instrument, missing);
        for (int i = 0; i < sounds.size(); i++) {
            int pitch = missing.get(i);
            notes.put(new Key(instrument, pitch), StruckNote.of(Resampler.resample(sounds.get(i), sampleRate), pitch));
        }
    }

    /** Forgets the notes of an instrument. */
    void forget(String instrument) {
        notes.keySet().removeIf(key -> key.instrument.equals(instrument));
    }

    private synchronized void wish(Key key) {
        if (closed || hopeless.contains(key)) {
            return;
        }
        // Again at the end, which is where the next is taken from.
        wishes.remove(key);
        wishes.add(key);
        if (wishes.size() > MOST_WISHES) {
            wishes.remove(wishes.iterator().next());
        }
        if (!begun) {
            begun = true;
            worker.start();
        }
        notifyAll();
    }

    private synchronized @Nullable Key next() throws InterruptedException {
        while (wishes.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return null;
        }
        Key latest = new ArrayList<>(wishes).get(wishes.size() - 1);
        wishes.remove(latest);
        return latest;
    }

    private void work() {
        try {
            for (Key key; (key = next()) != null; ) {
                try {
                    fill(key.instrument, List.of(key.pitch));
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // A note that cannot be drawn stays silent, and is not tried again with every stroke.
                    synchronized (this) {
                        hopeless.add(key);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws no more; waits for the note at work. */
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

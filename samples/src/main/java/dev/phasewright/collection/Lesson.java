package dev.phasewright.collection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How something is learned from a collection: what {@code phasewright train} is told. What is not told is its own choice.
 *
 * @param seconds of a sound, from 0.1 to 8; null for what suits the samples
 * @param updates in all, from 1 to 20,000
 * @param batch clips an update, from 1 to 256
 * @param every so many updates a checkpoint, to be heard
 * @param width of the network; null for that of a model that it begins with, or the usual one
 * @param depth likewise
 */
public record Lesson(
        @Nullable Double seconds,
        long updates,
        int batch,
        long every,
        @Nullable Integer width,
        @Nullable Integer depth) {
    /** The shortest sound, in seconds. */
    public static final double SHORTEST = 0.1;

    /** The longest sound, in seconds. */
    public static final double LONGEST = 8;

    /** The most updates. */
    public static final long MOST_UPDATES = 20_000;

    /** The most clips an update. */
    public static final int MOST_BATCH = 256;

    /** The largest network. */
    public static final int MOST_WIDTH = 1024;

    /** The most blocks. */
    public static final int MOST_DEPTH = 12;

    private static final long HEARINGS = 8;
    /** At each, samples are drawn and looked at, which takes as long as some ten updates do. */
    private static final long LEAST_EVERY = 10;

    private static final long MOST_EVERY = 200;

    /** @throws IllegalArgumentException if a value is outside its range */
    public Lesson {
        if (seconds != null && !(seconds >= SHORTEST && seconds <= LONGEST)) {
            throw new IllegalArgumentException(
                    "a sound may take from " + SHORTEST + " to " + LONGEST + " s, not " + seconds);
        }
        if (updates < 1 || updates > MOST_UPDATES || batch < 1 || batch > MOST_BATCH || every < 1) {
            throw new IllegalArgumentException("updates must be from 1 to " + MOST_UPDATES
                    + ", clips an update from 1 to " + MOST_BATCH + ", not " + updates + " and " + batch);
        }
        if ((width != null && (width < 1 || width > MOST_WIDTH))
                || (depth != null && (depth < 1 || depth > MOST_DEPTH))) {
            throw new IllegalArgumentException("width must be from 1 to " + MOST_WIDTH + " and depth from 1 to "
                    + MOST_DEPTH + ", not " + width + " and " + depth);
        }
    }

    /** So many updates, with eight checkpoints on the way, or more where these would be far apart. */
    public static Lesson of(
            @Nullable Double seconds, long updates, int batch, @Nullable Integer width, @Nullable Integer depth) {
        long every = Math.max(LEAST_EVERY, Math.min(MOST_EVERY, updates / HEARINGS));
        return new Lesson(seconds, updates, batch, every, width, depth);
    }

    /** The words of the command that say so. */
    @JsonIgnore
    List<String> words() {
        List<String> words = new ArrayList<>(
                List.of("--steps", "" + updates, "--batch", "" + batch, "--checkpoint-every", "" + every));
        if (seconds != null) {
            words.addAll(List.of("--seconds", "" + seconds));
        }
        if (width != null) {
            words.addAll(List.of("--width", "" + width));
        }
        if (depth != null) {
            words.addAll(List.of("--depth", "" + depth));
        }
        return words;
    }
}

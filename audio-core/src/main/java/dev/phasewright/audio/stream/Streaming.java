package dev.phasewright.audio.stream;

/**
 * What turns one sound, or the frames of one, into another while it comes in pieces. However the input is cut, all that
 * {@link #step} and {@link #flush} give out, joined, is the same; memory does not grow with the input. (After {@code
 * StreamingModule} of Kyutai's Moshi.) Used by one thread.
 *
 * @param <I> a piece of what goes in
 * @param <O> a piece of what comes out; it may be empty, and belongs to the caller
 */
public interface Streaming<I, O> {
    /** Takes the next piece, which stays the caller's; what became certain by it, perhaps nothing yet. */
    O step(I piece);

    /**
     * Ends the input: what is still to come, or the next part of it. Called again until it gives nothing; no step follows
     * but after a {@link #reset}.
     */
    O flush();

    /** Forgets all input, as if it were new. */
    void reset();
}

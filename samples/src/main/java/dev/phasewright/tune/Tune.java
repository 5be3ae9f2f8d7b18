package dev.phasewright.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A piece of music: when which key is struck, how loudly, and when it is let go.
 *
 * @param notes in the order in which they begin
 */
public record Tune(List<Note> notes) {
    /** The channel that General MIDI keeps for drums, whose keys are no pitches. */
    public static final int DRUMS = 10;

    /** Copies the notes. */
    public Tune {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a standard MIDI file of format 0 or 1. Tempo changes and the sustain pedal are heeded; a note's amplitude goes
     * with the squares of its velocity, its channel's volume and expression, each over 127, as they are when it is struck
     * (MIDI Manufacturers Association, RP-016 of General MIDI level 2).
     *
     * @return its notes that can be heard, perhaps none
     * @throws IOException if there is no such file, or it is empty, truncated or something else; the message is one line
     *     that names the file and the remedy
     */
    public static Tune read(Path file) throws IOException {
        return new Tune(new MidiReader(file).notes());
    }

    /** How long it is until the last key is let go, in seconds. */
    public double seconds() {
        return notes.stream().mapToDouble(Note::to).max().orElse(0);
    }
}

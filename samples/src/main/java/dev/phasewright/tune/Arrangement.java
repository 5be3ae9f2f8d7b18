package dev.phasewright.tune;

import dev.phasewright.data.PitchRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which sound each note of a tune is played with. Notes outside an instrument's range are transposed by octaves.
 *
 * @param parts the notes that are played, in the order in which they begin
 * @param transposed how many of them lie outside the range
 * @param unreachable how many notes are left out because no octave of theirs is in the range
 * @param leftOut how many notes are left out because their channel has no instrument, by channel
 */
public record Arrangement(List<Part> parts, int transposed, int unreachable, Map<Integer, Integer> leftOut) {
    private static final int OCTAVE = 12;

    /**
     * A sound to be generated.
     *
     * @param instrument its class
     * @param pitch as MIDI counts
     */
    public record Sound(String instrument, int pitch) implements Comparable<Sound> {
        @Override
        public int compareTo(Sound other) {
            int byName = instrument.compareTo(other.instrument);
            return byName == 0 ? Integer.compare(pitch, other.pitch) : byName;
        }
    }

    /**
     * A note and what it is played with.
     *
     * @param note when, how loudly and how long
     * @param sound with what
     */
    public record Part(Note note, Sound sound) {}

    /** Copies the parts. */
    public Arrangement {
        parts = List.copyOf(parts);
    }

    /**
     * Arranges a tune.
     *
     * @param instruments who plays which channel
     * @param range of all of them, not empty
     */
    public static Arrangement of(Tune tune, Instruments instruments, PitchRange range) {
        List<Part> parts = new ArrayList<>();
        Map<Integer, Integer> leftOut = new TreeMap<>();
        int transposed = 0;
        int unreachable = 0;
        for (Note note : tune.notes()) {
            Optional<String> instrument = instruments.of(note.channel());
            int pitch = within(range, note.key());
            if (instrument.isEmpty()) {
                leftOut.merge(note.channel(), 1, Integer::sum);
            } else if (!range.contains(pitch)) {
                unreachable++;
            } else {
                transposed += pitch == note.key() ? 0 : 1;
                parts.add(new Part(note, new Sound(instrument.get(), pitch)));
            }
        }
        return new Arrangement(parts, transposed, unreachable, leftOut);
    }

    /** The nearest octave of a key that is in a range, or one that is not if there is none. */
    private static int within(PitchRange range, int key) {
        int pitch = key;
        while (pitch < range.lowest()) {
            pitch += OCTAVE;
        }
        while (pitch > range.highest()) {
            pitch -= OCTAVE;
        }
        return pitch;
    }

    /** The sounds that are needed, each once. */
    public List<Sound> sounds() {
        TreeSet<Sound> sounds = new TreeSet<>();
        parts.forEach(part -> sounds.add(part.sound));
        return List.copyOf(sounds);
    }
}

package dev.phasewright.tune;

import dev.phasewright.midi.Pad;
import dev.phasewright.midi.PercussionMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The drums of a tune: what is on channel {@value Tune#DRUMS}, by General MIDI's percussion map. How long a key is held does
 * not matter: a drum rings as long as it does.
 *
 * @param hits the strokes, in their order
 * @param leftOut how many notes there are no drums for
 */
public record Percussion(List<Hit> hits, int leftOut) {
    /** No drums. */
    public static final Percussion NONE = new Percussion(List.of(), 0);

    /**
     * One stroke.
     *
     * @param note when, and how hard
     * @param pad what is struck
     */
    public record Hit(Note note, Pad pad) {}

    /** Copies the strokes. */
    public Percussion {
        hits = List.copyOf(hits);
    }

    /**
     * The drums of a tune.
     *
     * @param pads those that there are sounds for
     */
    public static Percussion of(Tune tune, Set<Pad> pads) {
        List<Hit> hits = new ArrayList<>();
        int leftOut = 0;
        for (Note note : tune.notes()) {
            if (note.channel() == Tune.DRUMS) {
                Optional<Pad> pad = PercussionMap.pad(note.key()).filter(pads::contains);
                pad.ifPresent(struck -> hits.add(new Hit(note, struck)));
                leftOut += pad.isPresent() ? 0 : 1;
            }
        }
        return new Percussion(hits, leftOut);
    }

    /** What is struck. */
    public Set<Pad> pads() {
        Set<Pad> pads = EnumSet.noneOf(Pad.class);
        hits.forEach(hit -> pads.add(hit.pad()));
        return pads;
    }
}

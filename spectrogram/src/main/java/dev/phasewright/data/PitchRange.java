package dev.phasewright.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * The pitches of single notes, as MIDI counts semitones: 60 is middle C, 69 the A of 440 Hz. In JSON it is its two ends,
 * or empty.
 *
 * @param lowest 0 to 127
 * @param highest at least {@code lowest}, at most 127; or one below it for no pitch at all
 */
public record PitchRange(int lowest, int highest) {
    /** No pitch: of models and recordings that are not of single notes. */
    public static final PitchRange NONE = new PitchRange(0, -1);

    private static final int MOST = 127;

    /** @throws IllegalArgumentException if an end is outside MIDI's range or they are the wrong way round */
    public PitchRange {
        boolean none = lowest == 0 && highest == -1;
        if (!none && (lowest < 0 || highest > MOST || lowest > highest)) {
            throw new IllegalArgumentException(
                    "pitches from " + lowest + " to " + highest + " are not from low to high within 0–" + MOST);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PitchRange of(List<Integer> ends) {
        if (ends.isEmpty()) {
            return NONE;
        }
        if (ends.size() != 2 || ends.contains(null)) {
            throw new IllegalArgumentException("pitches are a lowest and a highest, not " + ends);
        }
        return new PitchRange(ends.get(0), ends.get(1));
    }

    @JsonValue
    List<Integer> ends() {
        return isEmpty() ? List.of() : List.of(lowest, highest);
    }

    /** Whether this is {@link #NONE}. */
    public boolean isEmpty() {
        return highest < lowest;
    }

    /** The number of pitches. */
    public int count() {
        return highest - lowest + 1;
    }

    /** Whether a pitch is among these. */
    public boolean contains(int midi) {
        return midi >= lowest && midi <= highest;
    }

    /** As people write it, such as {@code 36–84}. */
    @Override
    public String toString() {
        return isEmpty() ? "none" : lowest + "–" + highest;
    }
}

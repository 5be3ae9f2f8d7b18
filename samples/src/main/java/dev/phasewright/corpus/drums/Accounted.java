package dev.phasewright.corpus.drums;

import dev.phasewright.corpus.Split;
import java.util.Optional;

/**
 * A sound of a kit and what became of it.
 *
 * @param kit its kit
 * @param sound the sound
 * @param outcome whether it is used
 */
record Accounted(Kit kit, DrumSound sound, Outcome outcome) {
    /** Whether a sound is used. */
    sealed interface Outcome {}

    /** It is. */
    record Used(DrumClass type, Split part, OneShot clip) implements Outcome {}

    /** It is not, for a reason in words; {@code detail} says more of this one and may be empty. */
    record LeftOut(String why, String detail) implements Outcome {}

    /** The clip, if it is used. */
    Optional<Used> used() {
        return outcome instanceof Used used ? Optional.of(used) : Optional.empty();
    }

    /** The same, left out after all. */
    Accounted leftOut(String why, String detail) {
        return new Accounted(kit, sound, new LeftOut(why, detail));
    }
}

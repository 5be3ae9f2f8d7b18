package dev.phasewright.diffusion.model;

import dev.phasewright.audio.NoteName;
import dev.phasewright.audio.file.CanonicalName;
import dev.phasewright.data.PitchRange;
import java.util.List;
import java.util.Locale;

/** What is asked of a model, refused in words that say what it can be asked for. */
public final class AskedFor {
    private AskedFor() {}

    /**
     * The index of a class.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those there are, or the few that
     *     the name is a part of
     */
    public static int classIndex(List<String> classes, String name) {
        int index = classes.indexOf(CanonicalName.of(name));
        if (index < 0) {
            throw new IllegalArgumentException("the model does not know \"" + name + "\"; " + known(classes, name));
        }
        return index;
    }

    private static String known(List<String> classes, String name) {
        String part = CanonicalName.of(name).toLowerCase(Locale.ROOT).strip();
        List<String> meant = classes.stream()
                .filter(c -> !part.isEmpty() && c.toLowerCase(Locale.ROOT).contains(part))
                .toList();
        if (!meant.isEmpty()) {
            return "did you mean " + String.join(" or ", meant) + "?";
        }
        return classes.isEmpty() ? "it has no classes" : "it knows " + String.join(", ", classes);
    }

    /** @throws IllegalArgumentException if a model of these pitches cannot be asked for this one; the message names them */
    static void requirePitch(PitchRange pitches, int pitch) {
        if (pitches.isEmpty()) {
            throw new IllegalArgumentException("the model cannot be asked for a pitch; one of single notes can");
        }
        if (!pitches.contains(pitch)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the model plays no %s (%d); it plays %s to %s (%s)",
                    NoteName.of(pitch),
                    pitch,
                    NoteName.of(pitches.lowest()),
                    NoteName.of(pitches.highest()),
                    pitches));
        }
    }
}

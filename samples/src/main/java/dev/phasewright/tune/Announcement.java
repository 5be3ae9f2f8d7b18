package dev.phasewright.tune;

import dev.phasewright.audio.NoteName;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.midi.Pad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is to be said of a tune before it is played: how much there is, and what of it is not heard as it is written. */
public final class Announcement {
    private final List<String> lines = new ArrayList<>();

    private Announcement() {}

    /**
     * The lines.
     *
     * @param drummer whether there is somebody who plays the drums
     * @param model the model of the notes
     */
    public static List<String> of(
            Tune tune, Arrangement arrangement, Percussion percussion, boolean drummer, GeneratorSpec model) {
        Announcement announcement = new Announcement();
        announcement.tellNotes(tune, arrangement, model);
        announcement.tellDrums(arrangement, percussion, drummer);
        return announcement.lines;
    }

    private void say(String format, Object... arguments) {
        lines.add(String.format(Locale.ROOT, format, arguments));
    }

    private void tellNotes(Tune tune, Arrangement arrangement, GeneratorSpec model) {
        String all = all(model.network().pitches());
        say(
                "%d notes in %.1f s, played with %d sounds",
                arrangement.parts().size(), tune.seconds(), arrangement.sounds().size());
        arrangement.leftOut().forEach((channel, notes) -> {
            if (channel != Tune.DRUMS) {
                say("left out: %d notes on channel %d, which has no instrument", notes, channel);
            }
        });
        if (arrangement.transposed() > 0) {
            say("transposed by octaves: %d notes outside %s", arrangement.transposed(), all);
        }
        if (arrangement.unreachable() > 0) {
            say("left out: %d notes of which no octave is within %s", arrangement.unreachable(), all);
        }
        double longest = Mix.longest(model.seconds(), model.leadSeconds());
        long cut = arrangement.parts().stream()
                .filter(part -> part.note().seconds() > longest)
                .count();
        if (cut > 0) {
            say("shortened: %d notes held longer than the model's sounds last, %.1f s", cut, longest);
        }
    }

    private void tellDrums(Arrangement arrangement, Percussion percussion, boolean drummer) {
        int unplayed = arrangement.leftOut().getOrDefault(Tune.DRUMS, 0);
        if (!drummer && unplayed > 0) {
            say(
                    "left out: %d notes on channel %d, which is percussion, and there is no model of drums; --drums "
                            + "names one, or a folder of drum sounds",
                    unplayed, Tune.DRUMS);
        }
        if (!percussion.hits().isEmpty()) {
            say(
                    "drums: %d strokes of %s",
                    percussion.hits().size(),
                    percussion.pads().stream().map(Pad::label).collect(Collectors.joining(", ")));
        }
        if (percussion.leftOut() > 0) {
            say("left out: %d notes on channel %d that there is no drum for", percussion.leftOut(), Tune.DRUMS);
        }
    }

    /** The range of pitches of a model. */
    public static String all(PitchRange range) {
        return NoteName.of(range.lowest()) + " to " + NoteName.of(range.highest());
    }
}

package dev.phasewright.cli.make;

import dev.phasewright.SoundRequest;
import dev.phasewright.audio.NoteName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One clip to be made.
 *
 * @param label its file's name without ending
 * @param request what it is to be
 */
record Clip(String label, SoundRequest request) {
    /**
     * So many clips of each class and pitch, from one seed after the other. A class and pitch that has several, or is asked
     * for twice, has them numbered.
     *
     * @param pitches as MIDI counts, or {@link SoundRequest#ANY_PITCH}
     */
    static List<Clip> numbered(List<String> classes, int[] pitches, int count, long firstSeed) {
        Map<String, Integer> totals = new HashMap<>();
        for (String name : classes) {
            for (int pitch : pitches) {
                totals.merge(label(name, pitch), count, Integer::sum);
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        List<Clip> clips = new ArrayList<>();
        for (String name : classes) {
            for (int pitch : pitches) {
                String label = label(name, pitch);
                for (int i = 0; i < count; i++) {
                    int number = numbers.merge(label, 1, Integer::sum);
                    clips.add(new Clip(
                            totals.get(label) == 1 ? label : label + "-" + number,
                            SoundRequest.of(name, firstSeed + clips.size()).withPitch(pitch)));
                }
            }
        }
        return clips;
    }

    private static String label(String className, int pitch) {
        return pitch == SoundRequest.ANY_PITCH ? className : className + "-" + NoteName.of(pitch);
    }

    /** The same of a model that has no classes. */
    Clip ofNoClass() {
        return new Clip(label, request.withClass(null));
    }

    /** The same by degrees. */
    Clip with(Map<String, Double> knobs) {
        return new Clip(label, request.withKnobs(knobs));
    }

    /** The same of another length. */
    Clip lasting(double seconds) {
        return new Clip(label, request.withSeconds(seconds));
    }
}

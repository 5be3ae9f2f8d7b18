package dev.phasewright.kit;

import dev.phasewright.midi.Pad;
import java.util.List;
import java.util.Map;

/**
 * A kit as an SFZ instrument (sfzformat.com): of each pad a group on its key of General MIDI's percussion map, the layers
 * dividing the velocities evenly, the takes in sequence. Hi-hats end each other.
 */
final class SfzInstrument {
    private static final int LOUDEST = 127;

    private SfzInstrument() {}

    /** The text of the file, given the files of each pad's layers. */
    static String of(KitLabel label, Map<Pad, List<List<String>>> files) {
        StringBuilder sfz = new StringBuilder();
        sfz.append("// ").append(label.name()).append('\n');
        sfz.append("// by ").append(line(label.author())).append('\n');
        sfz.append("// ").append(line(label.licence())).append('\n');
        files.forEach((pad, layers) -> {
            sfz.append("\n<group> // ").append(pad.label()).append('\n');
            sfz.append("key=").append(pad.midi()).append(" loop_mode=one_shot");
            sfz.append(pad.isHat() ? " group=1 off_by=1 off_mode=fast\n" : "\n");
            for (int v = 0; v < layers.size(); v++) {
                List<String> takes = layers.get(v);
                for (int r = 0; r < takes.size(); r++) {
                    sfz.append("<region> sample=").append(takes.get(r));
                    sfz.append(" lovel=").append(LOUDEST * v / layers.size() + 1);
                    sfz.append(" hivel=").append(LOUDEST * (v + 1) / layers.size());
                    sfz.append(" seq_length=").append(takes.size());
                    sfz.append(" seq_position=").append(r + 1).append('\n');
                }
            }
        });
        return sfz.toString();
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ");
    }
}

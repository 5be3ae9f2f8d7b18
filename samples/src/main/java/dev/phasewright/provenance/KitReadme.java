package dev.phasewright.provenance;

import dev.phasewright.audio.Audio;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.KitLabel;
import dev.phasewright.kit.KitWriter;
import dev.phasewright.kit.Stroke;
import dev.phasewright.midi.Pad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The README of a kit that was made: what it is, how it is loaded, and where its sounds come from. */
public final class KitReadme {
    private KitReadme() {}

    /** The sounds of a kit by the names of their files. */
    public static Map<String, Audio> sounds(DrumKit kit) {
        Map<String, Audio> sounds = new LinkedHashMap<>();
        new TreeMap<>(kit.pads()).forEach((pad, layers) -> {
            for (int v = 0; v < layers.size(); v++) {
                List<Stroke> takes = layers.get(v);
                for (int r = 0; r < takes.size(); r++) {
                    sounds.put(KitWriter.file(pad, v, r), takes.get(r).atOnce());
                }
            }
        });
        return sounds;
    }

    /**
     * The text, as Markdown.
     *
     * @param model the name of the model that made the kit
     * @param receipt of all sounds; null if the recordings were not at hand
     */
    public static String of(KitLabel label, DrumKit kit, String model, @Nullable Receipt receipt) {
        String pads = String.join(
                ", ", kit.pads().keySet().stream().sorted().map(Pad::label).toList());
        String origin = receipt == null
                ? "The recordings that the model learned from were not at hand when this kit was made. Where they are,\n"
                        + "this tells which of them each sound is nearest to, whose they are, and under what licence:\n\n"
                        + "    phasewright provenance . --model " + model + " --data FOLDER\n"
                : receipt.markdown();
        return "# " + label.name() + "\n\nA kit of drums, generated: " + label.author() + ".\n\nPads: " + pads
                + ".\nFiles are `PAD-vLAYER-rTAKE.wav`, layers from soft to loud, at " + kit.sampleRate()
                + " Hz. Samplers load the `.sfz` file, Hydrogen\nloads `drumkit.xml`.\n\n## Where it comes from\n\n"
                + origin + "\nLicence: " + label.licence() + ".\n";
    }
}

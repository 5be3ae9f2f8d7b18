package dev.phasewright.kit;

import dev.phasewright.Phasewright;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.midi.Pad;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the drums come from that are to be played: a folder of sounds, or a model that makes them. */
public sealed interface KitSource {
    /** What it has sounds for. */
    Set<Pad> pads() throws IOException;

    /**
     * The sounds of some pads.
     *
     * @param pads at least one
     * @param seed of all that is drawn
     * @param display shows how far it is
     * @throws IOException if one of the pads has no sound, or a sound or the model cannot be read
     * @throws IllegalArgumentException if the model does not know a pad's class
     */
    DrumKit kit(Collection<Pad> pads, long seed, ProgressDisplay display) throws IOException;

    /**
     * A model, or else a folder of sounds.
     *
     * @param nameOrFolder a model's name or folder, or the folder of a kit
     * @throws IOException if a folder of models cannot be read, or the model is damaged
     */
    static KitSource of(String nameOrFolder) throws IOException {
        return ModelPath.known(nameOrFolder).isPresent()
                ? new Model(ModelFolder.find(nameOrFolder))
                : new Folder(Path.of(nameOrFolder));
    }

    /**
     * A folder as {@link KitFolder} reads it.
     *
     * @param path the folder
     */
    record Folder(Path path) implements KitSource {
        @Override
        public Set<Pad> pads() throws IOException {
            return KitFolder.pads(path);
        }

        @Override
        public DrumKit kit(Collection<Pad> pads, long seed, ProgressDisplay display) throws IOException {
            return KitFolder.read(path, pads);
        }
    }

    /**
     * A model of drums, which makes two layers, for strokes and accents, of three takes each.
     *
     * @param folder the model
     */
    record Model(ModelFolder folder) implements KitSource {
        private static final int LAYERS = 2;
        private static final int TAKES = 3;

        @Override
        public Set<Pad> pads() throws IOException {
            Set<Pad> pads = EnumSet.noneOf(Pad.class);
            pads.addAll(Pad.among(GeneratorSpec.of(folder).classes()));
            return pads;
        }

        @Override
        public DrumKit kit(Collection<Pad> pads, long seed, ProgressDisplay display) throws IOException {
            GeneratorSpec described = GeneratorSpec.of(folder);
            KitPlan plan = new KitPlan(List.copyOf(pads), LAYERS, TAKES, Map.of(), seed);
            plan.require(described);
            VocoderChoice vocoder = VocoderChoice.suiting(described.features());
            try (Phasewright model = Phasewright.load(folder, Precision.FLOAT32, vocoder);
                    ProgressDisplay.Task bar = display.start("making drums", plan.sounds(), "sounds")) {
                return new KitMaker(model, model.plan()).make(plan, Map.of(), (done, total) -> bar.at(done));
            }
        }
    }
}

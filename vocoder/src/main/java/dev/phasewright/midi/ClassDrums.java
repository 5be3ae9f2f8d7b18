package dev.phasewright.midi;

import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model of drums as a source of hits: known by its description, loaded when the first is drawn.
 *
 * @param name of the model
 * @param spec its description
 */
record ClassDrums(String name, GeneratorSpec spec) {
    /** The name of the model that is taken if it is found. */
    static final String USUAL = "drums";

    /** @throws IOException if there is no such model, or it makes no drums */
    static ClassDrums find(String nameOrDirectory) throws IOException {
        GeneratorSpec spec = GeneratorSpec.of(ModelFolder.find(nameOrDirectory));
        if (Pad.among(spec.classes()).isEmpty()) {
            throw new IOException(nameOrDirectory + ": makes no drums");
        }
        return new ClassDrums(nameOrDirectory, spec);
    }

    /** The usual model, if it is found and makes drums. */
    static Optional<ClassDrums> usual() {
        try {
            return ModelPath.known(USUAL).isPresent() ? Optional.of(find(USUAL)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Who wants to know why names it.
        }
    }

    int sampleRate() {
        return spec.features().stft().sampleRate();
    }

    /** Loads the model. */
    Loaded load() throws IOException {
        return new Loaded(
                Phasewright.load(name),
                spec.knobs().stream().map(knob -> knob.name()).toList());
    }

    /** The model at work. */
    record Loaded(Phasewright phasewright, List<String> knobs) implements HitBank.Source {
        @Override
        public Audio draw(Pad pad, long seed) {
            if (!phasewright.classes().contains(pad.kin())) {
                throw new IllegalArgumentException("the model knows no " + pad.kin());
            }
            Map<String, Double> asked = new TreeMap<>(pad.character());
            asked.keySet().retainAll(knobs);
            SoundRequest request = SoundRequest.of(pad.kin(), seed).withKnobs(asked);
            return phasewright
                    .generate(List.of(request), phasewright.plan(), GenerationObserver.NONE)
                    .get(0)
                    .sound();
        }

        @Override
        public void close() {
            phasewright.close();
        }
    }
}

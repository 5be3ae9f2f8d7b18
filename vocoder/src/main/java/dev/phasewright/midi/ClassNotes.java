package dev.phasewright.midi;

import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.util.List;

/**
 * A model of single notes as a source of instruments: known by its description, loaded when the first note is drawn.
 *
 * @param name of the model
 * @param spec its description
 */
record ClassNotes(String name, GeneratorSpec spec) {
    private static final long SEED = 1;

    /** @throws IOException if there is no such model, or it makes no single notes */
    static ClassNotes find(String nameOrDirectory) throws IOException {
        ModelFolder folder = ModelFolder.find(nameOrDirectory);
        GeneratorSpec spec = GeneratorSpec.of(folder);
        if (spec.network().pitches().isEmpty() || spec.classes().isEmpty()) {
            throw new IOException(nameOrDirectory + ": makes no single notes of instruments");
        }
        return new ClassNotes(nameOrDirectory, spec);
    }

    PitchRange pitches() {
        return spec.network().pitches();
    }

    int sampleRate() {
        return spec.features().stft().sampleRate();
    }

    /** Loads the model. */
    Loaded load() throws IOException {
        return new Loaded(Phasewright.load(name));
    }

    /** The model at work. */
    record Loaded(Phasewright phasewright) implements NoteBank.Source {
        @Override
        public List<Audio> draw(String instrument, List<Integer> pitches) {
            List<SoundRequest> requests = pitches.stream()
                    .map(pitch -> SoundRequest.of(instrument, SEED).withPitch(pitch))
                    .toList();
            return phasewright.generate(requests, phasewright.plan(), GenerationObserver.NONE).stream()
                    .map(made -> made.sound())
                    .toList();
        }

        @Override
        public void close() {
            phasewright.close();
        }
    }
}

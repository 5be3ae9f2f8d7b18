package dev.phasewright.serve;

import dev.phasewright.Phasewright;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.midi.GeneralMidi;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.web.ClassOrder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A generator that can be asked for: described at once, loaded when it first is. */
final class OfferedModel implements AutoCloseable {
    private final String name;
    private final ModelFolder folder;
    private final GeneratorSpec spec;
    private Phasewright loaded;

    /** @throws IOException if it is no generator, or its description is damaged */
    OfferedModel(ModelFolder folder) throws IOException {
        this(folder.name(), folder);
    }

    /**
     * The same by another name than its folder's.
     *
     * @throws IOException if it is no generator, or its description is damaged
     */
    OfferedModel(String name, ModelFolder folder) throws IOException {
        this.name = name;
        this.folder = folder;
        this.spec = GeneratorSpec.of(folder);
    }

    String name() {
        return name;
    }

    GeneratorSpec spec() {
        return spec;
    }

    /**
     * What the interface tells of a model.
     *
     * @param name what it is asked for by
     * @param classes what it can be asked for, in their natural order
     * @param families of those of them that are General MIDI's instruments the family
     * @param pitches as MIDI counts; without a lowest and a highest if it cannot be asked for one
     * @param knobs the names of what it can be asked for by degrees
     * @param seconds how long its sounds are unless asked otherwise
     * @param shortestSeconds how long they are at least
     * @param sampler how it is sampled
     * @param steps in so many steps
     * @param guidance and exaggerating what is asked for so much
     */
    record View(
            String name,
            List<String> classes,
            Map<String, String> families,
            PitchRange pitches,
            List<String> knobs,
            double seconds,
            double shortestSeconds,
            String sampler,
            int steps,
            double guidance) {}

    View view() {
        return new View(
                name(),
                ClassOrder.names(spec.classes()),
                families(),
                spec.network().pitches(),
                spec.knobs().stream().map(KnobScale::name).toList(),
                spec.seconds(),
                spec.shortestSeconds(),
                Samplers.name(spec.plan().sampler()),
                spec.plan().steps(),
                spec.plan().guidance());
    }

    private Map<String, String> families() {
        Map<String, String> families = new TreeMap<>();
        spec.classes().forEach(name -> GeneralMidi.family(name).ifPresent(family -> families.put(name, family)));
        return families;
    }

    /** What finds a vocoder. */
    @FunctionalInterface
    interface Vocoders {
        /** One that takes some features, for the model alone to close. */
        Vocoder of(MelSpec features) throws IOException;
    }

    /**
     * The generator, loaded if it was not.
     *
     * @param vocoders find what makes its magnitudes sound
     */
    synchronized Phasewright open(Vocoders vocoders) throws IOException {
        if (loaded == null) {
            MagnitudeGenerator generator = MagnitudeGenerator.load(folder, Precision.FLOAT32);
            try {
                loaded = new Phasewright(generator, vocoders.of(spec.features()));
            } catch (IOException | RuntimeException e) {
                generator.close();
                throw e;
            }
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}

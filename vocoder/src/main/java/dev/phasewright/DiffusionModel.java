package dev.phasewright;

import dev.phasewright.api.Incubating;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.util.List;

/**
 * A model of diffusion and how it is sampled; loaded, it is a {@link Phasewright}.
 *
 * @param folder where it is
 * @param spec what it is
 * @param plan how it is sampled
 */
@Incubating
public record DiffusionModel(ModelFolder folder, GeneratorSpec spec, SamplingPlan plan) implements SoundModel {
    @Override
    public MelSpec features() {
        return spec.features();
    }

    @Override
    public List<String> classes() {
        return spec.classes();
    }

    @Override
    public int steps() {
        return plan.steps();
    }

    @Override
    public void require(SoundRequest request) {
        request.conditions(spec);
    }

    @Override
    public Opened open(Precision precision, VocoderChoice vocoder) throws IOException {
        Phasewright phasewright = Phasewright.load(folder, precision, vocoder);
        return new Opened() {
            @Override
            public List<GeneratedSound> generate(List<SoundRequest> requests, GenerationObserver observer) {
                return phasewright.generate(requests, plan, observer);
            }

            @Override
            public void close() {
                phasewright.close();
            }
        };
    }
}

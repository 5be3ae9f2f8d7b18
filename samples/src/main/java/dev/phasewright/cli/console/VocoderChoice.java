package dev.phasewright.cli.console;

import dev.phasewright.VocoderSource;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.vocos.Vocos;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A vocoder that was asked for: found and described, but not loaded.
 *
 * @param kind what it is
 * @param option the option by which it was asked for
 * @param name what it was called there
 * @param folder where its model lies; null for a method, which has none
 * @param features what it takes; null for a method, which takes any
 * @param model its model's folder as it was read, if it is a network; otherwise null
 */
public record VocoderChoice(
        Kind kind, String option, String name, Path folder, MelSpec features, ModelFolder model)
        implements VocoderSource {
    /** The kinds of vocoders there are. */
    public enum Kind {
        /** A {@link PhaseReconstructor} of that name. */
        METHOD,
        /** A {@link NetworkVocoder}. */
        NETWORK,
        /** A {@link Vocos} model. */
        VOCOS
    }

    /** The method of that name. */
    public PhaseReconstructor method() {
        return PhaseMethods.named(name);
    }

    /** Whether it is a method that goes on for a number of iterations. */
    public boolean isIterative() {
        return kind == Kind.METHOD && method() instanceof GriffinLim;
    }

    /**
     * Loads it, to be closed.
     *
     * @param wanted the features that a method is to take
     * @throws IOException if the model cannot be used
     */
    @Override
    public Vocoder open(MelSpec wanted) throws IOException {
        return switch (kind) {
            case METHOD -> MelVocoder.of(wanted, method());
            case NETWORK -> NetworkVocoder.load(model, Precision.FLOAT32);
            case VOCOS -> Vocos.load(folder);
        };
    }
}

package dev.phasewright.cli.train;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.harmonic.Harmonics;
import dev.phasewright.diffusion.harmonic.PitchPrior;
import dev.phasewright.diffusion.model.GeneratorSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a generator looks for the harmonics of what it makes. Use as a picocli mixin. */
final class HarmonicsOptions {
    @Option(
            names = "--harmonics",
            negatable = true,
            description =
                    "Whether the network looks for the pitch of what it makes and is shown its harmonics, which "
                            + "suits voices; a sound then takes up to twice as long to make (default: as --from does; else not).")
    private @Nullable Boolean harmonics;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private boolean wanted(@Nullable GeneratorSpec begin) {
        return harmonics == null ? begin != null && begin.network().harmonics() : harmonics;
    }

    /**
     * A model that is shown harmonics by the pitches of what it learns from, if it is to be.
     *
     * @param begin what it begins with, if anything
     * @throws ParameterException if its features cannot show any, or it undoes other than white noise
     */
    GeneratorSpec shown(GeneratorSpec model, @Nullable GeneratorSpec begin, LogMelDataset learned) {
        if (!wanted(begin)) {
            return model;
        }
        try {
            PitchPrior prior = Harmonics.measure(
                    learned, model.normalization(), model.network().frames());
            return model.withPitch(prior);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--harmonics: " + e.getMessage() + "; leave it out (--no-harmonics)", e);
        }
    }
}

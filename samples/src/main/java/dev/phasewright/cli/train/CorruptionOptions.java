package dev.phasewright.cli.train;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Wiener;
import dev.phasewright.diffusion.harmonic.HeardHarmonics;
import dev.phasewright.diffusion.model.GeneratorSpec;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a generator learns to undo, how its network sees it and what it is shown beside. Use as a picocli mixin. */
final class CorruptionOptions {
    /** What {@code --preconditioning} can be. */
    private enum Preconditioner {
        EDM,
        WIENER
    }

    @Option(
            names = "--corruption",
            paramLabel = "NAME",
            description =
                    "What the model learns to undo: white noise; noise shaped by the power G of the clips' own spectrum, "
                            + "as shaped:G with G from -2 to 2; at 1 all frequencies drown together; noise and a blur of up to "
                            + "W frames, as blur:W; or hardly more than the blur, as heat:W (default: white, or that of "
                            + "--from).")
    private @Nullable String corruption;

    @Option(
            names = "--preconditioning",
            paramLabel = "NAME",
            description =
                    "How the network sees a clip: edm, as it is but for its level; or wiener, through the best linear "
                            + "filter of its spectrum, all frequencies being as strong (default: edm, or that of --from).")
    private @Nullable Preconditioner preconditioning;

    @Option(
            names = "--harmonics",
            negatable = true,
            description =
                    "Whether the network is shown the harmonics of what it makes: of notes those of the pitch that is "
                            + "asked for, of other sounds, as of voices, those of a pitch that is looked for in the noise "
                            + "(default: as --from does, in white noise; else not).")
    private @Nullable Boolean harmonics;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether a corruption or a way of seeing it was asked for. */
    boolean given() {
        return corruption != null || preconditioning != null;
    }

    /** @throws ParameterException if there is no such corruption, or none that can be seen so */
    void check() {
        try {
            if (corruption != null) {
                boolean filtered = preconditioning == Preconditioner.WIENER;
                Corruption.requireName(filtered ? Wiener.of(Wiener.noiseOf(corruption)) : corruption);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--corruption: " + e.getMessage(), e);
        }
    }

    /**
     * The corruption's name; null for white noise that is seen as it is.
     *
     * @param begin the generator that training begins with, if any
     */
    @Nullable
    String name(@Nullable GeneratorSpec begin) {
        String known = begin == null ? null : begin.corruptedBy();
        String asked = corruption == null ? known : corruption;
        String noise = asked == null ? Corruption.white().toString() : Wiener.noiseOf(asked);
        boolean filtered = preconditioning == null
                ? Stream.of(asked == null ? "" : asked, known == null ? "" : known)
                        .anyMatch(n -> !n.equals(Wiener.noiseOf(n)))
                : preconditioning == Preconditioner.WIENER;
        return filtered ? Wiener.of(noise) : Corruption.white().toString().equals(noise) ? null : noise;
    }

    /** Harmonics are found in white noise alone, so what begins with a network that is shown them may have to do without. */
    private boolean wanted(GeneratorSpec model, @Nullable GeneratorSpec begin) {
        return harmonics == null
                ? begin != null && begin.network().harmonics() && model.corruptedBy() == null
                : harmonics;
    }

    /**
     * A model that is shown harmonics by the pitches of what it learns from, if it is to be.
     *
     * @param begin what it begins with, if anything
     * @throws ParameterException if its features cannot show any, or it undoes other than white noise
     */
    GeneratorSpec shown(GeneratorSpec model, @Nullable GeneratorSpec begin, LogMelDataset learned) {
        if (!wanted(model, begin)) {
            return model;
        }
        try {
            return model.network().pitches().isEmpty()
                    ? model.withPitch(HeardHarmonics.measure(
                            learned, model.normalization(), model.network().frames()))
                    : model.withAskedHarmonics();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--harmonics: " + e.getMessage() + "; leave it out (--no-harmonics)", e);
        }
    }
}

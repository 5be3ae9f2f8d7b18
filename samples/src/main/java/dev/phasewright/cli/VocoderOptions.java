package dev.phasewright.cli;

import dev.phasewright.vocoder.PhaseReconstructor;
import java.util.ArrayList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How magnitudes become sound, for every subcommand that makes some. Use as a picocli mixin. */
final class VocoderOptions {
    @Option(
            names = "--vocoder",
            paramLabel = "NAME",
            defaultValue = "griffin-lim",
            completionCandidates = Names.class,
            description = "How phase is made: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    /** What there is to choose from. */
    private static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(PhaseReconstructor.names());
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws ParameterException if there is none of that name */
    PhaseReconstructor phase() {
        try {
            return PhaseReconstructor.named(vocoder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--vocoder: " + e.getMessage(), e);
        }
    }
}

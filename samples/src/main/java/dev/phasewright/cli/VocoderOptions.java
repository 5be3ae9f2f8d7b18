package dev.phasewright.cli;

import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.PhaseReconstructor;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.Vocos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How magnitudes become sound, for every subcommand that makes some. Use as a picocli mixin. */
final class VocoderOptions {
    @Option(
            names = "--vocoder",
            paramLabel = "NAME|DIR",
            defaultValue = "griffin-lim",
            completionCandidates = Names.class,
            description = "How phase is made: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); or the folder of a "
                    + "published Vocos model that takes these features.")
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

    /**
     * Refuses, before an engine is loaded, what {@link #open} cannot open.
     *
     * @throws ParameterException if there is neither a method of that name nor such a folder
     * @throws IOException if the folder's model takes other features
     */
    void check(MelSpec features) throws IOException {
        if (!isFolder()) {
            phase();
            return;
        }
        MelSpec taken = Vocos.describe(Path.of(vocoder));
        if (!taken.equals(features)) {
            throw new IOException(vocoder + ": takes " + taken + ", but the generator makes " + features
                    + "; choose another vocoder or another generator");
        }
    }

    /**
     * The vocoder of these features, to be closed.
     *
     * @throws ParameterException as {@link #check} does
     * @throws IOException as {@link #check} does, or if the folder's model cannot be used
     */
    Vocoder open(MelSpec features) throws IOException {
        check(features);
        return isFolder() ? Vocos.load(Path.of(vocoder)) : MelVocoder.of(features, phase());
    }

    /** A method's name means the method even where there is a folder of that name; {@code ./random} is the folder. */
    private boolean isFolder() {
        try {
            PhaseReconstructor.named(vocoder);
            return false;
        } catch (IllegalArgumentException e) {
            return !vocoder.isEmpty() && Files.isDirectory(Path.of(vocoder));
        }
    }

    private PhaseReconstructor phase() {
        try {
            return PhaseReconstructor.named(vocoder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--vocoder: " + e.getMessage() + ", or the folder of a Vocos model", e);
        }
    }
}

package dev.phasewright.cli.console;

import dev.phasewright.Phasewright;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.vocos.Vocos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How magnitudes become sound, for every subcommand that makes some. Use as a picocli mixin. */
public final class VocoderOptions {
    /** What is called so means {@link #SHIPPED}. */
    public static final String NETWORK = "network";

    /** The trained vocoder that comes with Phasewright. */
    public static final String SHIPPED = Phasewright.VOCODER;

    /** What generated magnitudes are made sound by, unless the command line says otherwise. */
    public static final String STANDARD = NETWORK;

    @Option(
            names = "--vocoder",
            paramLabel = "NAME|DIR",
            completionCandidates = Names.class,
            description = "How phase is made: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); or a network that "
                    + "train vocoder made, by name or folder; or the folder of a published Vocos model.")
    private String vocoder;

    /** What there is to choose from. */
    public static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            add(NETWORK);
            addAll(PhaseMethods.names());
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** How it was asked for, in complaints. */
    private final String option;

    /** With a default of the subcommand's own. */
    public VocoderOptions(String otherwise) {
        this.vocoder = otherwise;
        this.option = "--vocoder";
    }

    /** What another option of a subcommand asks for. */
    public VocoderOptions(String option, String vocoder, CommandSpec command) {
        this.option = option;
        this.vocoder = vocoder;
        this.command = command;
    }

    /**
     * Finds what was asked for, before an engine is loaded. A name means what is called so here even where there is a
     * folder of that name; {@code ./random} is the folder.
     *
     * @throws ParameterException if there is neither a vocoder of that name nor such a folder
     * @throws IOException if a model cannot be used, as far as its description shows
     */
    public VocoderChoice choose() throws IOException {
        if (PhaseMethods.names().contains(vocoder)) {
            return new VocoderChoice(VocoderChoice.Kind.METHOD, option, vocoder, null, null, null);
        }
        if (vocoder.isEmpty()) {
            throw unknown(null);
        }
        Path given = Path.of(vocoder);
        boolean isFolder = !vocoder.equals(NETWORK) && Files.isDirectory(given);
        if (isFolder && !Files.exists(given.resolve(Checkpoint.DESCRIPTION))) {
            return new VocoderChoice(VocoderChoice.Kind.VOCOS, option, vocoder, given, Vocos.describe(given), null);
        }
        ModelFolder model = isFolder ? ModelFolder.read(given) : named();
        return new VocoderChoice(
                VocoderChoice.Kind.NETWORK,
                option,
                vocoder,
                model.path(),
                VocoderSpec.of(model).features(),
                model);
    }

    private ModelFolder named() throws IOException {
        if (vocoder.equals(NETWORK)) {
            return ModelFolder.find(SHIPPED);
        }
        try {
            return ModelFolder.find(vocoder);
        } catch (CheckpointException e) {
            throw unknown(e);
        }
    }

    private ParameterException unknown(CheckpointException cause) {
        return new ParameterException(
                command.commandLine(),
                option + ": nothing is called \"" + vocoder + "\": there are " + String.join(", ", new Names())
                        + ", or the name or folder of a trained vocoder, or the folder of a Vocos model",
                cause);
    }

    /**
     * {@link #choose Finds} what is to take these features, before an engine is loaded.
     *
     * @throws ParameterException as {@link #choose} does
     * @throws IOException as {@link #choose} does, or if the model takes other features
     */
    public VocoderChoice choose(MelSpec features) throws IOException {
        VocoderChoice choice = choose();
        if (choice.features() != null) {
            Vocoder.requireFit(vocoder, choice.features(), "the generator", features);
        }
        return choice;
    }
}

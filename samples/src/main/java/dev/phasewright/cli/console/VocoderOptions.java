package dev.phasewright.cli.console;

import dev.phasewright.audio.HeapRoom;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.copy.CopyPlan;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How magnitudes become sound, for every subcommand that makes some. Use as a picocli mixin. */
public final class VocoderOptions {
    /** The trained vocoder that comes with Phasewright, as {@link VocoderChoice} calls it. */
    public static final String NETWORK = VocoderChoice.NETWORK;

    /** Its folder's name. */
    public static final String SHIPPED = VocoderChoice.SHIPPED;

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
            super(VocoderChoice.names());
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

    /** As it was called, or what it is unless it is called something. */
    public String name() {
        return vocoder;
    }

    /**
     * Finds what was asked for, before an engine is loaded, as {@link VocoderChoice#of} does.
     *
     * @throws ParameterException if there is neither a vocoder of that name nor such a folder
     * @throws IOException if a model cannot be used, as far as its description shows
     */
    public VocoderChoice choose() throws IOException {
        try {
            return VocoderChoice.of(vocoder);
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    /**
     * {@link #choose() Finds} what is to be for a sound, as {@link VocoderChoice#of(String, int)} does.
     *
     * @param sampleRate the sound's
     */
    public VocoderChoice choose(int sampleRate) throws IOException {
        try {
            return VocoderChoice.of(vocoder, sampleRate);
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    private ParameterException unknown(IllegalArgumentException e) {
        return new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }

    /**
     * Refuses a sound that must be taken as a whole, and does not fit.
     *
     * @throws SoundFileException naming the file and what can be done
     */
    public void requireRoom(CopyPlan plan, Path file, SoundSource sound) throws SoundFileException {
        if (!plan.isStreamed()) {
            double seconds = (double) Math.max(0, sound.length()) / sound.sampleRate();
            room(plan, file, sound)
                    .require((long) (seconds * plan.stft(sound.sampleRate()).sampleRate()));
        }
    }

    /** What a sound that must be taken as a whole has to fit in. */
    public HeapRoom room(CopyPlan plan, Path file, SoundSource sound) {
        String instead = "use " + option + " " + NETWORK + (plan.refine() > 0 ? " without --refine" : "")
                + ", which goes piece by piece";
        StftSpec transform = plan.stft(sound.sampleRate());
        return new HeapRoom(
                file, transform.sampleRate(), CopyPlan.bytesPerSample(transform, sound.channels()), instead);
    }

    /** Tells of a sound that is resampled for the vocoder. */
    public static void tellRate(CopyPlan plan, Path file, int sampleRate, Console console) {
        String resampling = plan.resampling(sampleRate);
        if (!resampling.isEmpty()) {
            console.say("%s: %s", file, resampling);
        }
    }

    /**
     * {@link #choose() Finds} what is to take these features, before an engine is loaded. Where nothing was asked for, it is
     * what {@link VocoderChoice#suiting suits} them.
     *
     * @throws ParameterException as {@link #choose()} does
     * @throws IOException as {@link #choose()} does, or if the model takes other features
     */
    public VocoderChoice choose(MelSpec features) throws IOException {
        boolean asked = command.commandLine().getParseResult().hasMatchedOption("--vocoder");
        VocoderChoice choice = asked || !vocoder.equals(NETWORK) ? choose() : VocoderChoice.suiting(features);
        choice.requireFit("the generator", features);
        return choice;
    }
}

package dev.phasewright.vocoder.copy;

import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.vocos.Vocos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vocoder that was asked for by name: found and described, but not loaded.
 *
 * @param kind what it is
 * @param name what it was called
 * @param folder where its model lies; null for a method, which has none
 * @param features what it takes; a method takes any, and these where nothing else says which
 * @param model the same folder with its description, of a network; null otherwise
 */
public record VocoderChoice(
        Kind kind, String name, @Nullable Path folder, MelSpec features, @Nullable ModelFolder model) {
    /** What is called so means {@link #SHIPPED}, or of sounds of higher rates {@link #SHIPPED_WIDE}. */
    public static final String NETWORK = "network";

    /** The trained vocoder of sounds at 16 kHz that comes with Phasewright. */
    public static final String SHIPPED = "universal-16k";

    /** The trained vocoder of the whole band, at 44.1 kHz. */
    public static final String SHIPPED_WIDE = "universal-44k";

    /** The method where there is no network. */
    private static final String METHOD = "griffin-lim";

    /** The kinds of vocoders there are. */
    public enum Kind {
        /** A {@link PhaseReconstructor} of {@link PhaseMethods}. */
        METHOD,
        /** A {@link NetworkVocoder}. */
        NETWORK,
        /** A {@link Vocos} model. */
        VOCOS
    }

    /** The names that {@link #of(String)} knows, besides those of models: the network's, then those of methods. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(PhaseMethods.names());
        names.add(0, NETWORK);
        return names;
    }

    /**
     * What is called so, in a few words.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if it is none of them
     */
    public static String about(String name) {
        return name.equals(NETWORK) ? "trained to find it at once" : PhaseMethods.about(name);
    }

    /**
     * Finds a vocoder. A name of {@link #names} means what is called so even where there is a folder of that name;
     * {@code ./random} is the folder.
     *
     * @param name one of {@link #names}, the name or the folder of a trained vocoder, or the folder of a Vocos model
     * @throws IllegalArgumentException if there is neither a vocoder of that name nor such a folder, listing what there is
     * @throws IOException if a model cannot be used, as far as its description shows
     */
    public static VocoderChoice of(String name) throws IOException {
        if (PhaseMethods.names().contains(name)) {
            return method(name, MelSpec.STANDARD);
        }
        if (name.isEmpty()) {
            throw unknown(name, null);
        }
        Path given = Path.of(name);
        boolean isFolder = !name.equals(NETWORK) && Files.isDirectory(given);
        if (isFolder && !Files.exists(given.resolve(Checkpoint.DESCRIPTION))) {
            return new VocoderChoice(Kind.VOCOS, name, given, Vocos.describe(given), null);
        }
        return network(name, isFolder ? ModelFolder.read(given) : named(name));
    }

    /**
     * Finds a vocoder for a sound. It is that of {@link #of(String)}, but of {@link #NETWORK} for a sound of a higher rate than
     * {@link #SHIPPED}'s, {@link #SHIPPED_WIDE} if that is there.
     *
     * @param name as {@link #of(String)} takes it
     * @param sampleRate the sound's
     * @throws IllegalArgumentException as {@link #of(String)} does
     * @throws IOException as {@link #of(String)} does
     */
    public static VocoderChoice of(String name, int sampleRate) throws IOException {
        VocoderChoice choice = of(name);
        boolean higher = sampleRate > choice.features.stft().sampleRate();
        return name.equals(NETWORK) && higher ? wide().orElse(choice) : choice;
    }

    private static Optional<VocoderChoice> wide() throws IOException {
        Optional<Path> folder = ModelPath.known(SHIPPED_WIDE);
        return folder.isPresent() ? Optional.of(network(NETWORK, ModelFolder.read(folder.get()))) : Optional.empty();
    }

    /**
     * What suits a generator unless something else is asked for: of the networks that come with Phasewright the one that takes
     * its features or, if one is at least of its rate, that; where there is none, Griffin-Lim at the generator's own.
     *
     * @param made the features that the generator makes
     * @throws IOException if a network cannot be used, as far as its description shows
     */
    public static VocoderChoice suiting(MelSpec made) throws IOException {
        int rate = made.stft().sampleRate();
        VocoderChoice network = of(NETWORK, rate);
        boolean suits = rate == MelSpec.STANDARD.stft().sampleRate() || network.takes(made);
        return suits ? network : method(METHOD, made);
    }

    /**
     * A method by its name.
     *
     * @param features what it is to take, where nothing else says so
     * @throws IllegalArgumentException if {@link PhaseMethods} has none
     */
    public static VocoderChoice method(String name, MelSpec features) {
        PhaseMethods.named(name);
        return new VocoderChoice(Kind.METHOD, name, null, features, null);
    }

    /**
     * The same for the mel bands of a sound: a method takes those of the whole band if the sound's rate is higher than that of
     * {@link MelSpec#STANDARD}, so that nothing is lost above; a network remains what it is.
     *
     * @param sampleRate the sound's
     */
    public VocoderChoice viaMel(int sampleRate) {
        boolean wider =
                kind == Kind.METHOD && sampleRate > MelSpec.STANDARD.stft().sampleRate();
        return wider ? method(name, MelSpec.WIDE) : this;
    }

    /**
     * A trained vocoder of a folder.
     *
     * @param name what it was called
     * @throws IOException if it cannot be used, as far as its description shows
     */
    public static VocoderChoice network(String name, ModelFolder folder) throws IOException {
        VocoderSpec spec = VocoderSpec.of(folder);
        return new VocoderChoice(Kind.NETWORK, name, folder.path(), spec.features(), folder);
    }

    private static ModelFolder named(String name) throws IOException {
        if (name.equals(NETWORK)) {
            return ModelFolder.find(SHIPPED);
        }
        try {
            return ModelFolder.find(name);
        } catch (CheckpointException e) {
            throw unknown(name, e);
        }
    }

    private static IllegalArgumentException unknown(String name, @Nullable CheckpointException cause) {
        return new IllegalArgumentException(
                "nothing is called \"" + name + "\": there are " + String.join(", ", names())
                        + ", or the name or folder of a trained vocoder, or the folder of a Vocos model",
                cause);
    }

    /**
     * The method it is.
     *
     * @throws IllegalArgumentException if it is none
     */
    public PhaseReconstructor method() {
        return PhaseMethods.named(name);
    }

    /** Whether it is a method that goes on for a number of iterations. */
    public boolean isIterative() {
        return kind == Kind.METHOD && method() instanceof GriffinLim;
    }

    /** Whether it takes these features; a method takes any. */
    public boolean takes(MelSpec made) {
        return kind == Kind.METHOD || features.equals(made);
    }

    /**
     * Refuses a generator of other features.
     *
     * @param generator what to call it
     * @param made the features it makes
     * @throws CheckpointException if they are not what it takes; both are named
     */
    public void requireFit(String generator, MelSpec made) throws CheckpointException {
        if (!takes(made)) {
            throw new CheckpointException(name + ": takes " + features + ", but " + generator + " makes " + made
                    + "; choose another vocoder or another generator");
        }
    }

    /**
     * Loads it, to be closed.
     *
     * @param wanted the features that a method is to take
     * @throws IOException if the model cannot be used
     */
    public Vocoder open(MelSpec wanted) throws IOException {
        return switch (kind) {
            case METHOD -> MelVocoder.of(wanted, method());
            case NETWORK -> NetworkVocoder.load(Objects.requireNonNull(model), Precision.FLOAT32);
            case VOCOS -> Vocos.load(Objects.requireNonNull(folder));
        };
    }
}

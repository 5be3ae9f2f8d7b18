package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.audio.file.CanonicalName;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.harmonic.AskedHarmonics;
import dev.phasewright.diffusion.harmonic.Harmonics;
import dev.phasewright.diffusion.harmonic.HeardHarmonics;
import dev.phasewright.diffusion.harmonic.PitchPrior;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a generator of magnitudes is besides its weights: what {@code model.json} holds. A model carries its own
 * features, so that nothing can feed it others by mistake.
 *
 * @param kind always {@link #KIND}
 * @param features what it generates
 * @param normalization between features and the network's units
 * @param classes the names it can be asked for; empty for an unconditional model
 * @param network the network's size
 * @param origin how it came about, by name, for people: corpus, seed, steps, hours, scores
 * @param leadSeconds how long its sounds are silent before they begin, as those were that it learned from; left out of
 *     JSON if it is 0
 * @param distilled what it was distilled for, {@code fewSteps} in JSON; null, and left out there, if it was not
 * @param knobs what it can be asked for by degrees, in the order in which its network has them; left out of JSON if there
 *     are none
 * @param spectrum λ of what it learned from, in the network's units, by which it has noise levels of its own; null, and left
 *     out of JSON, if it is not known
 * @param corruptedBy the name of what it learned to undo, {@code corruption} in JSON; null, and left out there, for white
 *     noise
 * @param pitch which pitches it learned, by which it hears harmonics; null, and left out of JSON, if its network is not shown
 *     any
 */
public record GeneratorSpec(
        String kind,
        MelSpec features,
        Normalization normalization,
        List<String> classes,
        TransformerSpec network,
        Map<String, String> origin,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double leadSeconds,
        @JsonProperty("fewSteps") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DistilledLevels distilled,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KnobScale> knobs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SpatialSpectrum spectrum,
        @JsonProperty("corruption") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String corruptedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PitchPrior pitch) {

    /** The kind that a generator's {@code model.json} names. */
    public static final String KIND = "phasewright log-mel diffusion 1";

    /** @throws IllegalArgumentException if the parts do not fit each other */
    public GeneratorSpec {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind is \"" + kind + "\", not \"" + KIND + "\"");
        }
        if (features == null || normalization == null || classes == null || network == null || origin == null) {
            throw new IllegalArgumentException("features, normalization, classes, network or origin is missing");
        }
        classes = CanonicalName.of(classes);
        // Not Map.copyOf, which would shuffle what people read.
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
        Fit.require(features, normalization, network, classes.size());
        knobs = List.copyOf(knobs);
        Fit.require(knobs, network);
        if (!(leadSeconds >= 0 && leadSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a silence of " + leadSeconds + " s before the sound");
        }
        // Checks it, too.
        Corruption.named(corruptedBy == null ? Corruption.white().toString() : corruptedBy, spectrum);
        Fit.require(network, spectrum);
        Fit.require(network, pitch, corruptedBy);
    }

    /** A generator that was not distilled, of sounds that begin at once, without knobs. */
    public GeneratorSpec(
            String kind,
            MelSpec features,
            Normalization normalization,
            List<String> classes,
            TransformerSpec network,
            Map<String, String> origin) {
        this(kind, features, normalization, classes, network, origin, 0, null, List.of(), null, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static GeneratorSpec read(StoredGenerator stored) {
        return new GeneratorSpec(
                stored.kind,
                stored.features,
                stored.normalization,
                stored.classes,
                stored.network,
                stored.origin,
                stored.leadSeconds,
                stored.fewSteps,
                stored.knobs,
                stored.spectrum,
                stored.corruption,
                stored.pitch);
    }

    /**
     * What a generator on disk is.
     *
     * @throws CheckpointException if it is a model of another kind, or its description is damaged
     */
    public static GeneratorSpec of(ModelFolder folder) throws CheckpointException {
        return folder.describe(GeneratorSpec.class, KIND);
    }

    /** How the generator is sampled unless something else is asked for: what it was distilled for, if it was. */
    public SamplingPlan plan() {
        return distilled == null ? corruption().plan() : distilled.plan();
    }

    /** How long a sound of the network's own length is, in seconds. */
    public double seconds() {
        return network.frames() / features.stft().frameRate();
    }

    /** The shortest sound that can be asked for, one hop, in seconds. */
    public double shortestSeconds() {
        return (double) features.stft().hop() / features.stft().sampleRate();
    }

    /**
     * Refuses a sound that is too short to be asked for.
     *
     * @param asked its length in seconds
     * @throws IllegalArgumentException if it is below {@link #shortestSeconds}
     */
    public void requireLength(double asked) {
        if (!(asked >= shortestSeconds())) {
            throw new IllegalArgumentException(
                    "a sound of " + asked + " s is shorter than the model's frames are apart;" + " ask for "
                            + shortestSeconds() + " s at least");
        }
    }

    /**
     * The index of a class.
     *
     * @throws IllegalArgumentException if the model does not know the name; the message lists those it knows, or the
     *     few that the name is a part of
     */
    public int classIndex(String name) {
        return AskedFor.classIndex(classes, name);
    }

    /**
     * What one clip is asked to be.
     *
     * @param className a class, or null for any
     * @param pitch a note's pitch as MIDI counts, or {@link Condition#NONE} for any
     * @throws IllegalArgumentException if the model does not know the class, or cannot be asked for the pitch; the
     *     message names what it can be asked for
     */
    public Condition condition(@Nullable String className, int pitch) {
        Condition condition = Condition.of(className == null ? Condition.NONE : classIndex(className));
        if (pitch == Condition.NONE) {
            return condition;
        }
        AskedFor.requirePitch(network.pitches(), pitch);
        return condition.withPitches(pitch);
    }

    /**
     * What one clip is asked to be, by degrees too.
     *
     * @param className as in {@link #condition(String, int)}
     * @param pitch as in {@link #condition(String, int)}
     * @param asked the percentiles of knobs, by name, 0 to 100; any that is not named may be as it likes
     * @throws IllegalArgumentException as {@link #condition(String, int)} does, or if the model has no such knob, or a
     *     percentile is out of its range
     */
    public Condition condition(@Nullable String className, int pitch, Map<String, Double> asked) {
        Condition condition = condition(className, pitch);
        return asked.isEmpty() ? condition : condition.withKnobs(KnobScale.percentiles(knobs, asked));
    }

    private GeneratorSpec with(Consumer<StoredGenerator> change) {
        StoredGenerator parts = new StoredGenerator(kind, features, normalization, classes, network, origin);
        parts.leadSeconds = leadSeconds;
        parts.fewSteps = distilled;
        parts.knobs = knobs;
        parts.spectrum = spectrum;
        parts.corruption = corruptedBy;
        parts.pitch = pitch;
        change.accept(parts);
        return read(parts);
    }

    /**
     * The same model with further classes after its own, which share the scales of its last one until they have their own.
     *
     * @param names those that it knows are passed over
     */
    public GeneratorSpec withClasses(List<String> names) {
        List<String> all =
                Stream.concat(classes.stream(), names.stream()).distinct().toList();
        return with(parts -> {
            parts.classes = all;
            parts.network = network.of(network.frames(), all.size(), network.pitches());
            parts.knobs = KnobScale.grown(knobs, all.size());
        });
    }

    /**
     * The same model with knobs.
     *
     * @param scales in the order in which its network is to have them
     */
    public GeneratorSpec withKnobs(List<KnobScale> scales) {
        return with(parts -> {
            parts.network = network.withKnobs(scales.size());
            parts.knobs = scales;
        });
    }

    /** The same model with another origin. */
    public GeneratorSpec withOrigin(Map<String, String> story) {
        return with(parts -> parts.origin = story);
    }

    /** The same model of sounds that are silent for so many seconds before they begin. */
    public GeneratorSpec withLead(double seconds) {
        return with(parts -> parts.leadSeconds = seconds);
    }

    /**
     * The same model, taught to take few steps.
     *
     * @param levels those that it was distilled for, or null if it was not
     */
    public GeneratorSpec withDistilled(@Nullable DistilledLevels levels) {
        return with(parts -> parts.fewSteps = levels);
    }

    /** The same model, of such a spectrum; null if it is not known. */
    public GeneratorSpec withSpectrum(@Nullable SpatialSpectrum found) {
        return with(parts -> parts.spectrum = found);
    }

    /**
     * The same model, of another corruption.
     *
     * @param name as {@link Corruption#named} knows it; null for white noise
     * @throws IllegalArgumentException as {@link Corruption#named} does
     */
    public GeneratorSpec withCorruption(@Nullable String name) {
        return with(parts -> parts.corruption = name);
    }

    /** The same model, shown harmonics by such pitches; null for none. */
    public GeneratorSpec withPitch(@Nullable PitchPrior prior) {
        return with(parts -> {
            parts.network = network.withHarmonics(prior != null);
            parts.pitch = prior;
        });
    }

    /**
     * The same model of single notes, shown the harmonics of the pitch that is asked for.
     *
     * @throws IllegalArgumentException if it cannot be asked for any
     */
    public GeneratorSpec withAskedHarmonics() {
        return with(parts -> parts.network = network.withHarmonics(true));
    }

    /** What shows the network harmonics; null if it is shown none. */
    public @Nullable Harmonics harmonics() {
        if (!network.harmonics()) {
            return null;
        }
        return pitch == null ? new AskedHarmonics(features) : new HeardHarmonics(features, normalization, pitch);
    }

    /** What the model learned to undo, and so is sampled with. */
    public Corruption corruption() {
        return corruptedBy == null ? Corruption.white() : Corruption.named(corruptedBy, spectrum);
    }
}

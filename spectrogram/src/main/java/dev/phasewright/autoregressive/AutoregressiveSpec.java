package dev.phasewright.autoregressive;

import dev.phasewright.audio.file.CanonicalName;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.AskedFor;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that an autoregressive generator is besides its weights: what its {@code model.json} holds.
 *
 * @param kind always {@link #KIND}
 * @param features what it generates
 * @param normalization between features and the network's units
 * @param classes the names it can be asked for; empty for an unconditional model
 * @param coefficients what it writes
 * @param network the network's size
 * @param origin how it came about, by name, for people
 */
public record AutoregressiveSpec(
        String kind,
        MelSpec features,
        Normalization normalization,
        List<String> classes,
        CoefficientTable coefficients,
        DecoderSpec network,
        Map<String, String> origin) {

    /** The kind that such a generator's {@code model.json} names. */
    public static final String KIND = "phasewright log-mel autoregression 2";

    /** @throws IllegalArgumentException if the parts do not fit each other */
    public AutoregressiveSpec {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind is \"" + kind + "\", not \"" + KIND + "\"");
        }
        if (features == null
                || normalization == null
                || classes == null
                || coefficients == null
                || network == null
                || origin == null) {
            throw new IllegalArgumentException(
                    "features, normalization, classes, coefficients, network or origin is missing");
        }
        classes = CanonicalName.of(classes);
        // Not Map.copyOf, which would shuffle what people read.
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
        if (normalization.bands() != features.bands() || coefficients.bands() != features.bands()) {
            throw new IllegalArgumentException("features have " + features.bands() + " bands, normalization "
                    + normalization.bands() + ", coefficients " + coefficients.bands());
        }
    }

    /**
     * What a generator on disk is.
     *
     * @throws CheckpointException if it is a model of another kind, or its description is damaged
     */
    public static AutoregressiveSpec of(ModelFolder folder) throws CheckpointException {
        return folder.describe(AutoregressiveSpec.class, KIND);
    }

    /** How long a sound is, in seconds: all are of one length. */
    public double seconds() {
        return coefficients.frames() / features.stft().frameRate();
    }

    /**
     * What one clip is asked to be.
     *
     * @param className a class, or null for any
     * @param pitch {@link Condition#NONE}
     * @param knobs none
     * @throws IllegalArgumentException if the model does not know the class, or is asked for a pitch or a knob; the
     *     message says what it can be asked for
     */
    public Condition condition(@Nullable String className, int pitch, Map<String, Double> knobs) {
        if (pitch != Condition.NONE || !knobs.isEmpty()) {
            throw new IllegalArgumentException("an autoregressive model can be asked for a class alone, not for "
                    + (pitch != Condition.NONE ? "a pitch" : String.join(", ", knobs.keySet())));
        }
        return Condition.of(className == null ? Condition.NONE : AskedFor.classIndex(classes, className));
    }

    /** The same model with another origin. */
    public AutoregressiveSpec withOrigin(Map<String, String> story) {
        return new AutoregressiveSpec(kind, features, normalization, classes, coefficients, network, story);
    }
}

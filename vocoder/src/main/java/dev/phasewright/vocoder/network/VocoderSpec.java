package dev.phasewright.vocoder.network;

import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * All that a trained vocoder is besides its weights: what its {@code model.json} holds. It has two inputs. Linear
 * magnitudes come in by one and get a phase; log-mel magnitudes come in by the other and get linear magnitudes first,
 * then a phase from a network that has learned to make do with those.
 *
 * @param kind always {@link #KIND}
 * @param features what the mel input takes; their transform is the linear input's
 * @param phase the sizes of the phase network of either input
 * @param magnitudeWidth channels of the network from log-mel to linear magnitudes, from 1 to 4096
 * @param magnitudeDepth blocks of that network, from 1 to 4096
 * @param origin how it came about, by name, for people: corpus, seed, steps
 */
public record VocoderSpec(
        String kind,
        MelSpec features,
        PhaseNetworkSpec phase,
        int magnitudeWidth,
        int magnitudeDepth,
        Map<String, String> origin) {
    /** The kind that a vocoder's {@code model.json} names. */
    public static final String KIND = "phasewright vocoder 1";

    /** Frames over each sample, from which on they say all of each other. */
    private static final int DENSE = 8;

    /** @throws IllegalArgumentException if a size is out of range or the FFT size is no multiple of 32 */
    public VocoderSpec {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind is \"" + kind + "\", not \"" + KIND + "\"");
        }
        Objects.requireNonNull(phase, "phase");
        int most = PhaseNetworkSpec.MOST;
        if (magnitudeWidth < 1 || magnitudeWidth > most || magnitudeDepth < 1 || magnitudeDepth > most) {
            throw new IllegalArgumentException("width " + magnitudeWidth + " and depth " + magnitudeDepth
                    + " of the magnitude network must be from 1 to " + most);
        }
        int patches = 2 * PhaseNetworkSpec.PATCH;
        if (features.stft().fftSize() % patches != 0) {
            throw new IllegalArgumentException(
                    "an FFT of " + features.stft().fftSize() + " is no multiple of " + patches);
        }
        // Not Map.copyOf, which would shuffle what people read.
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
    }

    /**
     * What a trained vocoder on disk is.
     *
     * @throws CheckpointException if it is a model of another kind, or its description is damaged
     */
    public static VocoderSpec of(ModelFolder folder) throws CheckpointException {
        return folder.describe(VocoderSpec.class, KIND);
    }

    /** The same vocoder with another origin. */
    public VocoderSpec withOrigin(Map<String, String> origin) {
        return new VocoderSpec(kind, features, phase, magnitudeWidth, magnitudeDepth, origin);
    }

    /**
     * Iterations of Griffin-Lim that the linear input ends with. Where frames overlap eightfold the network needs none; where
     * less, few gain much.
     */
    public int linearRounds() {
        return isDense() ? 0 : 4;
    }

    /**
     * Rounds of refinement that the mel input ends with. Where frames overlap little, as few as leave speech clearer than a
     * hundred iterations of Griffin-Lim would.
     */
    public int melRounds() {
        return isDense() ? 6 : 13;
    }

    private boolean isDense() {
        return stft().fftSize() >= DENSE * stft().hop();
    }

    /** The transform of the linear input. */
    public StftSpec stft() {
        return features.stft();
    }
}

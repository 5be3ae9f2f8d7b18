package dev.phasewright.judge;

import dev.phasewright.audio.file.CanonicalName;
import dev.phasewright.data.Normalization;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a judge is besides its weights: what its {@code model.json} holds.
 *
 * @param kind always {@link #KIND}
 * @param features what it looks at
 * @param normalization between features and the network's units
 * @param classes the names it tells apart, at least two
 * @param frames the length of a clip; shorter ones are padded with silence
 * @param channels of each convolution in turn, every one of which halves time and frequency
 * @param width of the penultimate layer
 * @param origin how it came about, by name, for people: corpus, seed, steps, accuracy
 */
public record JudgeSpec(
        String kind,
        MelSpec features,
        Normalization normalization,
        List<String> classes,
        int frames,
        List<Integer> channels,
        int width,
        Map<String, String> origin) {

    /** The kind that a judge's {@code model.json} names. */
    public static final String KIND = "phasewright log-mel judge 1";

    /** @throws IllegalArgumentException if a size is not positive or the parts do not fit each other */
    public JudgeSpec {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("kind is \"" + kind + "\", not \"" + KIND + "\"");
        }
        classes = CanonicalName.of(classes);
        channels = List.copyOf(channels);
        // Not Map.copyOf, which would shuffle what people read.
        origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
        if (classes.size() < 2) {
            throw new IllegalArgumentException("a judge tells at least two classes apart, not " + classes.size());
        }
        if (normalization.bands() != features.bands()) {
            throw new IllegalArgumentException(
                    "features have " + features.bands() + " bands, normalization " + normalization.bands());
        }
        if (frames < 1 || width < 1 || channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new IllegalArgumentException("a size is not positive");
        }
    }

    /** A judge of Phasewright's usual size, about 0.4 million parameters for 100 bands. */
    public static JudgeSpec standard(MelSpec features, Normalization normalization, List<String> classes, int frames) {
        return new JudgeSpec(
                KIND, features, normalization, classes, frames, List.of(24, 48, 96, 128, 128), 128, Map.of());
    }

    /** The same judge with another origin. */
    public JudgeSpec withOrigin(Map<String, String> origin) {
        return new JudgeSpec(kind, features, normalization, classes, frames, channels, width, origin);
    }

    /** Values of a clip. */
    int values() {
        return frames * features.bands();
    }
}

package dev.phasewright;

import dev.phasewright.data.KnobScale;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one sound is asked to be. The same request gives the same sound, to the bit, whatever is generated with it.
 *
 * <p>Example: {@code SoundRequest.of("flute", 42).withPitch(NoteName.midi("A4"))}
 *
 * @param className one of the model's classes; null for any, for a model that has none, and for a blend
 * @param blend the classes that it is to be between, with their shares, positive; what counts is their ratio. Empty for
 *     what is of one class
 * @param pitch as MIDI counts, 69 for A4, of models of single notes; {@link #ANY_PITCH} for any
 * @param knobs percentiles of the model's knobs, 0 to 100, by name; any that is not named may be as it likes
 * @param seconds how long it is to be, positive; {@link #OWN_LENGTH} for as long as the model's sounds are. A longer one is
 *     drawn through overlapping windows, a shorter one is cut, to a hop of the model's transform at least.
 * @param seed what its noise and its phase are drawn from
 */
public record SoundRequest(
        @Nullable String className,
        Map<String, Double> blend,
        int pitch,
        Map<String, Double> knobs,
        double seconds,
        long seed) {
    /** Any pitch. */
    public static final int ANY_PITCH = Condition.NONE;

    /** As long as the model's sounds are. */
    public static final double OWN_LENGTH = 0;

    private static final double MOST_SHARE = 1000;

    /** @throws IllegalArgumentException if a value is outside its range, or both a class and a blend are asked for */
    public SoundRequest {
        // Not Map.copyOf, whose order differs from run to run, and with it how a mean is rounded.
        blend = Collections.unmodifiableMap(new TreeMap<>(blend));
        knobs = Map.copyOf(knobs);
        knobs.forEach(KnobScale::requirePercentile);
        for (Map.Entry<String, Double> part : blend.entrySet()) {
            if (!(part.getValue() > 0 && part.getValue() <= MOST_SHARE)) {
                throw new IllegalArgumentException("the share of " + part.getKey() + " must be above 0 and at most "
                        + (int) MOST_SHARE + ", not " + part.getValue());
            }
        }
        if (className != null && !blend.isEmpty()) {
            throw new IllegalArgumentException("a sound is of one class, " + className + ", or a blend, not both");
        }
        if (pitch < ANY_PITCH) {
            throw new IllegalArgumentException("pitch " + pitch + " is below " + ANY_PITCH);
        }
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a sound of " + seconds + " s");
        }
    }

    /** A sound of which no knob is asked. */
    public SoundRequest(@Nullable String className, int pitch, double seconds, long seed) {
        this(className, Map.of(), pitch, Map.of(), seconds, seed);
    }

    /** A sound of a class (null for any), of any pitch and as long as the model's. */
    public static SoundRequest of(@Nullable String className, long seed) {
        return new SoundRequest(className, ANY_PITCH, OWN_LENGTH, seed);
    }

    /** Any sound that the model makes. */
    public static SoundRequest any(long seed) {
        return new SoundRequest(null, ANY_PITCH, OWN_LENGTH, seed);
    }

    /** The same at a pitch. */
    public SoundRequest withPitch(int midi) {
        return new SoundRequest(className, blend, midi, knobs, seconds, seed);
    }

    /** The same of another class; null for any. */
    public SoundRequest withClass(@Nullable String name) {
        return new SoundRequest(name, Map.of(), pitch, knobs, seconds, seed);
    }

    /**
     * The same between several classes.
     *
     * <p>Example: {@code SoundRequest.any(42).withBlend(Map.of("flute", 3.0, "cello", 1.0)).withPitch(69)}
     *
     * @param shares how much each of them counts, positive; what matters is their ratio
     */
    public SoundRequest withBlend(Map<String, Double> shares) {
        return new SoundRequest(null, shares, pitch, knobs, seconds, seed);
    }

    /**
     * What it asks of a model: one condition, or those that are blended, in the order of their classes.
     *
     * @throws IllegalArgumentException if the model does not know a class, a pitch or a knob, or the sound is too short
     */
    List<Condition> conditions(GeneratorSpec model) {
        if (seconds != OWN_LENGTH) {
            model.requireLength(seconds);
        }
        return blend.isEmpty()
                ? List.of(model.condition(className, pitch, knobs))
                : blend.keySet().stream()
                        .map(name -> model.condition(name, pitch, knobs))
                        .toList();
    }

    /** How much each class of the blend counts, in the order of their names, 1 in all; of one class, 1. */
    double[] shares() {
        double sum = blend.values().stream().mapToDouble(Double::doubleValue).sum();
        return blend.isEmpty()
                ? new double[] {1}
                : blend.values().stream().mapToDouble(share -> share / sum).toArray();
    }

    /**
     * The same by degrees.
     *
     * <p>Example: {@code SoundRequest.of("snare", 42).withKnobs(Map.of("brightness", 80.0, "decay", 20.0))}
     *
     * @param percentiles 0 to 100, by the names of the model's knobs: 80 is more than four of five of the sounds of its class
     *     have that it learned from
     */
    public SoundRequest withKnobs(Map<String, Double> percentiles) {
        return new SoundRequest(className, blend, pitch, percentiles, seconds, seed);
    }

    /** The same of another length. */
    public SoundRequest withSeconds(double length) {
        return new SoundRequest(className, blend, pitch, knobs, length, seed);
    }

    /** The same from another seed. */
    public SoundRequest withSeed(long other) {
        return new SoundRequest(className, blend, pitch, knobs, seconds, other);
    }
}

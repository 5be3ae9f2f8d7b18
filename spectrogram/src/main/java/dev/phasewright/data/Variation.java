package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes another sound of a sound, as {@link dev.phasewright.data.augment.Augmentation} does; its text says how. */
@FunctionalInterface
public interface Variation {
    /**
     * The sound altered.
     *
     * @param sound one channel
     * @param fellow gives another sound of its class, of the same rate and one channel; may be the same
     * @param random what is drawn from
     */
    Audio apply(Audio sound, Supplier<Audio> fellow, RandomGenerator random);

    /**
     * How often recordings are altered.
     *
     * @param variation in what way
     * @param count how many altered copies are read beside each recording, not negative
     * @param seed of all that is drawn
     */
    record Copies(Variation variation, int count, long seed) {
        /** Recordings as they are. */
        public static final Copies NONE = new Copies((sound, fellow, random) -> sound, 0, 0);

        /** @throws IllegalArgumentException if the count is negative */
        public Copies {
            if (count < 0) {
                throw new IllegalArgumentException(count + " copies");
            }
        }

        /** For the fingerprint; nothing if there are none. */
        String description() {
            return count == 0 ? "" : ", " + count + " copies, seed " + seed + ": " + variation;
        }
    }
}

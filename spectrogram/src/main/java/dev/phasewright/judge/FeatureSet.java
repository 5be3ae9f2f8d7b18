package dev.phasewright.judge;

import java.util.Arrays;

/**
 * Clips in a space of features.
 *
 * @param features {@code [clips][features]}, finite; not a copy
 * @param groups which of the clips belong together
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
public record FeatureSet(float[][] features, Groups groups) {
    /** @throws IllegalArgumentException if the groups are of another number of clips, or a value is not finite */
    public FeatureSet {
        if (groups.clips() != features.length) {
            throw new IllegalArgumentException(
                    "groups of " + groups.clips() + " clips for " + features.length + " clips");
        }
        Features.check("feature", features, 1);
    }

    /** Clips of which each is by itself. */
    public FeatureSet(float[][] features) {
        this(features, Groups.each(features.length));
    }

    /** The number of clips. */
    public int size() {
        return features.length;
    }

    /** Some of the clips, each perhaps several times. */
    float[][] pick(int[] clips) {
        return Arrays.stream(clips).mapToObj(i -> features[i]).toArray(float[][]::new);
    }

    /** Demands two sets of the same features, each of at least so many clips and two groups. */
    static void check(FeatureSet a, FeatureSet b, int fewest) {
        Features.checkPair("first", a.features, "second", b.features, fewest);
        if (a.groups.count() < 2 || b.groups.count() < 2) {
            throw new IllegalArgumentException("all clips of a set are of one group; two groups at least are needed");
        }
    }
}

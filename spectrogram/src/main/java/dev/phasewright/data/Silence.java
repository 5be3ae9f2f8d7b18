package dev.phasewright.data;

import dev.phasewright.spectrogram.MelSpec;

/**
 * How digital silence is told from what is merely quiet. Of log-mel values many are at the floor exactly, for nothing is
 * there, and the others are spread out above it. A network that errs by a tenth of a deviation blurs the two into each
 * other, and what should be silence hisses. So in a network's units the floor lies lower than it is, by a gap: what comes out
 * of the network a little too loud is still below the true floor, and silence again.
 *
 * @param floor the smallest log-mel value that there is, {@code ln} of the features' floor
 * @param gap how much lower it counts for, in nepers, positive
 */
public record Silence(float floor, float gap) {
    /** Rounding puts a band that was raised to the floor this far above it at most. */
    private static final float ROUNDING = 1e-4f;

    private static final double STANDARD_GAP = 0.7;

    /** @throws IllegalArgumentException if a number is not finite or the gap not positive */
    public Silence {
        if (!(Float.isFinite(floor) && gap > 0 && Float.isFinite(gap))) {
            throw new IllegalArgumentException("silence at " + floor + " with a gap of " + gap);
        }
    }

    /** That of new models: far enough below what is quiet to be told from it, about a third of a band's deviation. */
    public static Silence standard(MelSpec features) {
        return below(features, STANDARD_GAP);
    }

    /**
     * That of some features.
     *
     * @param gap in nepers, positive
     */
    public static Silence below(MelSpec features, double gap) {
        return new Silence((float) Math.log(features.floor()), (float) gap);
    }

    /** A log-mel value with the gap below the floor. */
    float apart(float value) {
        return value <= floor + ROUNDING ? floor - gap : value;
    }

    /** The log-mel value without the gap. */
    float closed(float value) {
        return Math.max(floor, value);
    }
}

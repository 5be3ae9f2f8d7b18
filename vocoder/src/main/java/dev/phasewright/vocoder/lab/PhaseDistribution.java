package dev.phasewright.vocoder.lab;

import java.util.Objects;

/**
 * What phases are exchanged for.
 *
 * @param kind what it is
 * @param radians its parameter: σ of {@link Kind#GAUSSIAN}, from 0 to 100; the offset of {@link Kind#CONSTANT};
 *     otherwise 0
 */
public record PhaseDistribution(Kind kind, double radians) {
    /** There is no more to be lost beyond: at σ = 100 all is uniform to the last bit. */
    private static final double WIDEST = 100;

    /** The kinds there are. */
    public enum Kind {
        /** Any phase, all alike probable. */
        UNIFORM,
        /** The phase there was, jittered by a normal deviate. */
        GAUSSIAN,
        /** The phase there was and the same offset for all. A quarter turn is the Hilbert transform. */
        CONSTANT,
        /** Zero at the frame's middle: every frame becomes a pulse. */
        ZERO,
        /** The phase there was or its opposite, by the toss of a coin. */
        SIGN
    }

    /** @throws IllegalArgumentException if the parameter is out of its range */
    public PhaseDistribution {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.GAUSSIAN && !(radians >= 0 && radians <= WIDEST)) {
            throw new IllegalArgumentException("the jitter must be from 0 to 100 rad, not " + radians);
        }
        if (!Double.isFinite(radians) || (kind != Kind.GAUSSIAN && kind != Kind.CONSTANT && radians != 0)) {
            throw new IllegalArgumentException("no phases are " + kind + " with a parameter of " + radians);
        }
    }

    /** Phases at random. */
    public static PhaseDistribution uniform() {
        return new PhaseDistribution(Kind.UNIFORM, 0);
    }

    /** A jitter of standard deviation {@code sigma} in radians. */
    public static PhaseDistribution gaussian(double sigma) {
        return new PhaseDistribution(Kind.GAUSSIAN, sigma);
    }

    /** An offset of so many radians. */
    public static PhaseDistribution constant(double radians) {
        return new PhaseDistribution(Kind.CONSTANT, radians);
    }

    /** Zero phases. */
    public static PhaseDistribution zero() {
        return new PhaseDistribution(Kind.ZERO, 0);
    }

    /** Random signs. */
    public static PhaseDistribution sign() {
        return new PhaseDistribution(Kind.SIGN, 0);
    }

    /** Words for people. */
    @Override
    public String toString() {
        return switch (kind) {
            case UNIFORM -> "random phase";
            case GAUSSIAN -> "phase jittered by " + Framing.plain(radians) + " rad";
            case CONSTANT -> "phase moved by " + Framing.plain(radians) + " rad";
            case ZERO -> "zero phase";
            case SIGN -> "random sign";
        };
    }
}

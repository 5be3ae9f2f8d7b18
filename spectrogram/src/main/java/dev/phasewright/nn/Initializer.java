package dev.phasewright.nn;

import dev.phasewright.random.NormalDeviates;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a parameter holds before anything is learned. What is drawn is the same on every Java version. */
@FunctionalInterface
public interface Initializer {
    /** All zero: a layer that starts by contributing nothing. */
    Initializer ZEROS = constant(0);

    /** Overwrites all values. */
    void fill(float[] values, RandomGenerator random);

    /** One value for all; nothing is drawn. */
    static Initializer constant(float value) {
        return (values, random) -> Arrays.fill(values, value);
    }

    /** Normal deviates of standard deviation {@code deviation}. */
    static Initializer normal(double deviation) {
        return (values, random) -> {
            NormalDeviates.fill(values, 0, values.length, random);
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) deviation;
            }
        };
    }

    /** Uniform within the bounds of Glorot &amp; Bengio (2010) for a matrix between so many channels. */
    static Initializer glorot(long in, long out) {
        double bound = Math.sqrt(6.0 / ((double) in + out));
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        };
    }

    /** Normal with the deviation of He et al. (2015) for sums of {@code inputs} values. */
    static Initializer he(long inputs) {
        return normal(Math.sqrt(2.0 / inputs));
    }
}

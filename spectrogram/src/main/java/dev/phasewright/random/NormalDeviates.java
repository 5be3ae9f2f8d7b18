package dev.phasewright.random;

import java.util.random.RandomGenerator;

/**
 * Standard normal numbers that are the same bits on every platform and Java version, for whatever must repeat: first
 * weights, the noise of training, and the noise that a clip is made from.
 */
public final class NormalDeviates {
    private NormalDeviates() {}

    /**
     * Box–Muller in strict arithmetic. {@link RandomGenerator#nextGaussian()} would do but for its bits: its algorithm
     * gave other values on Java 25 than on 17.
     *
     * @param values filled from {@code from} on
     * @param count how many
     * @param random the generator, which is advanced by an even number of draws
     */
    public static void fill(float[] values, int from, int count, RandomGenerator random) {
        for (int i = 0; i < count; i += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            values[from + i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < count) {
                values[from + i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }

    /** One alone, for two draws of the generator. */
    public static double draw(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}

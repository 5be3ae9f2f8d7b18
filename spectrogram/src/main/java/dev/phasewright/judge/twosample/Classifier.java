package dev.phasewright.judge.twosample;

/** Learns to tell two sets of items apart. */
@FunctionalInterface
public interface Classifier {
    /**
     * Learns from some items, and says of others which set they are of.
     *
     * @param items {@code [items][values]} to learn from
     * @param second for each of them, whether it is of the second set
     * @param others {@code [others][values]} to be asked about
     * @param seed of all that is random
     * @return for each of the others how surely it is of the second set: above 0 if it is taken to be
     */
    double[] learn(float[][] items, boolean[] second, float[][] others, long seed);
}

package dev.phasewright.corpus;

import dev.phasewright.random.Seeds;
import java.util.List;
import java.util.Random;

/** What recipes draw from: java.util.Random, because its sequence is fixed by its specification on every JDK. */
final class Draws {
    private static final double LEVEL_LOW_DB = -25;
    private static final double LEVEL_HIGH_DB = -1;

    private final long seed;
    private final Random random;

    Draws(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /**
     * What is drawn for one attempt at one clip.
     *
     * @param corpusSeed the corpus's seed
     * @param split the part the clip is for
     * @param index the clip's place in that part, from 0
     * @param attempt how many earlier drafts of this clip were rejected
     */
    static Draws forClip(long corpusSeed, Split split, int index, int attempt) {
        return new Draws(Seeds.key(corpusSeed, split.folder().hashCode(), index, attempt));
    }

    /** What all is drawn from. */
    long seed() {
        return seed;
    }

    /** One of several, all alike probable. */
    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An integer from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** A number from {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** A number whose logarithm is uniform. */
    double logBetween(double low, double high) {
        return low * Math.exp(random.nextDouble() * Math.log(high / low));
    }

    /** True as often as a probability says. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A normal deviate. */
    double gaussian() {
        return random.nextGaussian();
    }

    /** The peak of a clip in dBFS. */
    double levelDb() {
        return between(LEVEL_LOW_DB, LEVEL_HIGH_DB);
    }
}

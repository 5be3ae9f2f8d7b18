package dev.phasewright.judge;

import dev.phasewright.spectrogram.LogMel;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a generator repeats its training set. A copied clip lies nearer to some training clip than honest new clips do;
 * {@link Closeness} says how near those come.
 *
 * <p>{@link #copies} looks for copies even where they were altered: moved in time, made louder or softer, filtered
 * mildly, or with a little noise added. {@link #nearest} compares vectors of any kind value by value.
 */
public final class Memorization {
    private static final double PERCENTILE = 1;

    private Memorization() {}

    /**
     * Finds the training clips that each query is most like, however loud it is and wherever in the clip it sounds: the
     * level, at most 13 dB of a filter, what is more than 40 dB below the loudest, and the place in time are left out of
     * the comparison. Distances are shares of what the clips contain: 0 for a copy, about 1 where nothing is in common.
     *
     * <p>The training set is read once, in order, and never held as a whole; the queries are. Compared in full are only
     * clips whose rough shapes are among the nearest ones, so the second and third nearest are not always the right ones.
     *
     * @param queries at least one, all of one number of bands
     * @param train the training clips, of the same features, of any length, at least one
     * @return what was found for each query, indices counted in the order of {@code train}; a query that is itself in the
     *     training set finds itself, at distance 0
     * @throws IllegalArgumentException if either set is empty, or a clip has another number of bands
     */
    public static NearestClips copies(List<LogMel> queries, Iterable<LogMel> train) {
        CopySearch search = new CopySearch(queries);
        for (LogMel clip : train) {
            search.add(clip);
        }
        return search.finish();
    }

    /**
     * Finds the nearest training item of each query, exactly.
     *
     * <p>The training set is read once, in order, and never held as a whole; the queries are. An array given anew by
     * the iterator may be the same one refilled. Two thousand queries of 10,240 values among 40,000 take about a minute
     * of one core; the less the clips resemble each other, the longer.
     *
     * @param queries {@code [items][values]}, at least one
     * @param train the training items, each as long as a query, at least one
     * @return one neighbour for each query, its index counted in the order of {@code train}
     * @throws IllegalArgumentException if either set is empty, or an item is not finite or of another length
     */
    public static Neighbours nearest(float[][] queries, Iterable<float[]> train) {
        NearestSearch search = new NearestSearch(queries);
        for (float[] item : train) {
            search.add(item);
        }
        return search.finish();
    }

    /**
     * {@link #nearest(float[][], Iterable)} for a training set in memory.
     *
     * @param queries {@code [items][values]}, at least one
     * @param train {@code [items][values]}, at least one
     * @return one neighbour for each query
     * @throws IllegalArgumentException if either set is empty, or an item is not finite or of another length
     */
    public static Neighbours nearest(float[][] queries, float[][] train) {
        return nearest(queries, Arrays.asList(train));
    }

    /**
     * The share of generated clips that are nearer to a training clip than the first percentile of the test clips'
     * distances (interpolated linearly between order statistics, numpy's default).
     *
     * @param generatedDistances distances of generated clips to their nearest training clips, at least one
     * @param testDistances the same of real clips that were not trained on, at least one
     * @return between 0 and 1; about 0.01 where generated clips are distributed as test clips are
     * @throws IllegalArgumentException if either is empty, or a distance is negative or not finite
     */
    public static double share(double[] generatedDistances, double[] testDistances) {
        checkDistances("generated", generatedDistances);
        checkDistances("test", testDistances);
        double threshold = percentile(testDistances, PERCENTILE);
        return Arrays.stream(generatedDistances).filter(d -> d < threshold).count()
                / (double) generatedDistances.length;
    }

    /** Interpolated linearly between order statistics, as numpy does unless told otherwise. */
    static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static void checkDistances(String set, double[] distances) {
        if (distances.length == 0) {
            throw new IllegalArgumentException("there are no distances of " + set + " clips");
        }
        for (double d : distances) {
            if (!(d >= 0 && d < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a distance of the " + set + " clips is " + d);
            }
        }
    }
}

package dev.phasewright.judge;

import java.util.Arrays;

/** For each clip of one set, which three clips of another are most like it, and how unlike they are. */
public final class NearestClips {
    /** How many of each are kept. */
    public static final int RANKS = 3;

    private final int[][] indices;
    private final double[][] distances;

    /**
     * What was found.
     *
     * @param indices {@code [clips][RANKS]}; −1 where the other set has not as many
     * @param distances {@code [clips][RANKS]}, each row ascending; infinite where the other set has not as many
     */
    NearestClips(int[][] indices, double[][] distances) {
        this.indices = indices;
        this.distances = distances;
    }

    /** The number of clips that were asked about. */
    public int size() {
        return indices.length;
    }

    /** The position in the searched set of what clip {@code item} is most like, the first of several equals. */
    public int index(int item) {
        return index(item, 0);
    }

    /**
     * The position in the searched set of what clip {@code item} is most, second or third most like, of equals the first
     * first; −1 where there are not as many.
     *
     * @param rank 0 to 2
     */
    public int index(int item, int rank) {
        return indices[item][rank];
    }

    /**
     * How unlike each clip is to its nearest (rank 0), second or third nearest: 0 for a copy, about 1 where nothing is in
     * common, infinite where there are not as many.
     *
     * @param rank 0 to 2
     */
    public double[] distances(int rank) {
        return Arrays.stream(distances).mapToDouble(row -> row[rank]).toArray();
    }

    /** What was found for some of the clips in a row. */
    public NearestClips of(int from, int to) {
        return new NearestClips(Arrays.copyOfRange(indices, from, to), Arrays.copyOfRange(distances, from, to));
    }
}

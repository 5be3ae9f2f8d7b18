package dev.phasewright.judge;

/** For each item of one set, which item of another set is nearest, and how near. */
public final class Neighbours {
    private final int[] indices;
    private final double[] distances;

    Neighbours(int[] indices, double[] distances) {
        this.indices = indices;
        this.distances = distances;
    }

    /** The number of items that were asked about. */
    public int size() {
        return indices.length;
    }

    /** The position in the searched set of item {@code item}'s nearest neighbour, the first of several equals. */
    public int index(int item) {
        return indices[item];
    }

    /** The Euclidean distance from item {@code item} to its nearest neighbour. */
    public double distance(int item) {
        return distances[item];
    }

    /** A copy of all distances, in the order of the items. */
    public double[] distances() {
        return distances.clone();
    }
}

package dev.phasewright.judge;

/** Checks of the matrices that the measures take; each failure names the set and the place. */
final class Features {
    private Features() {}

    /**
     * Demands a rectangular, finite matrix.
     *
     * @param set what to call it in a message, such as "real"
     * @param matrix {@code [items][features]}
     * @param atLeast the fewest items that make sense
     * @return the number of features, at least 1
     * @throws IllegalArgumentException if it is not so
     */
    static int check(String set, float[][] matrix, int atLeast) {
        if (matrix.length < atLeast) {
            throw new IllegalArgumentException(
                    "the " + set + " set has " + matrix.length + " items, at least " + atLeast + " are needed");
        }
        int features = matrix[0].length;
        if (features == 0) {
            throw new IllegalArgumentException("the items of the " + set + " set have no features");
        }
        for (int i = 0; i < matrix.length; i++) {
            checkItem(set, i, matrix[i], features);
        }
        return features;
    }

    /** The same for one item of a set that is not in memory as a whole. */
    static void checkItem(String set, int index, float[] item, int features) {
        if (item.length != features) {
            throw new IllegalArgumentException("item " + index + " of the " + set + " set has " + item.length
                    + " features instead of " + features);
        }
        for (int f = 0; f < features; f++) {
            if (!Float.isFinite(item[f])) {
                throw new IllegalArgumentException(
                        "feature " + f + " of item " + index + " of the " + set + " set is " + item[f]);
            }
        }
    }

    /**
     * Demands two matrices of the same width.
     *
     * @return the number of features
     * @throws IllegalArgumentException if either is not finite and rectangular, or they differ in width
     */
    static int checkPair(String nameA, float[][] a, String nameB, float[][] b, int atLeast) {
        int features = check(nameA, a, atLeast);
        int other = check(nameB, b, atLeast);
        if (features != other) {
            throw new IllegalArgumentException(
                    "the " + nameA + " set has " + features + " features an item, the " + nameB + " set " + other);
        }
        return features;
    }
}

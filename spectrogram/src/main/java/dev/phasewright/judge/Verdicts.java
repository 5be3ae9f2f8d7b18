package dev.phasewright.judge;

/** What a {@link Judge} says of some clips. */
public final class Verdicts {
    private final float[][] probabilities;
    private final float[][] features;

    /**
     * Verdicts on as many clips as there are rows; both arrays are kept, not copied.
     *
     * @param probabilities {@code [clips][classes]}, rows summing to 1
     * @param features {@code [clips][width]}
     * @throws IllegalArgumentException if there are more rows of one than of the other
     */
    public Verdicts(float[][] probabilities, float[][] features) {
        if (probabilities.length != features.length) {
            throw new IllegalArgumentException(
                    probabilities.length + " clips' probabilities with " + features.length + " clips' features");
        }
        this.probabilities = probabilities;
        this.features = features;
    }

    /** The number of clips. */
    public int size() {
        return probabilities.length;
    }

    /** How likely each clip is of each class, {@code [clips][classes]}, rows summing to 1; not a copy. */
    public float[][] probabilities() {
        return probabilities;
    }

    /** The network's penultimate layer, {@code [clips][width]}, for the measures that compare features; not a copy. */
    public float[][] features() {
        return features;
    }

    /** The likeliest class of a clip. */
    public int classOf(int clip) {
        float[] row = probabilities[clip];
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * The share of clips whose likeliest class is the one they should be of.
     *
     * @param expected a class index for each clip
     * @throws IllegalArgumentException if there are not as many, or none
     */
    public double accuracy(int[] expected) {
        if (expected.length != size() || size() == 0) {
            throw new IllegalArgumentException(expected.length + " expected classes for " + size() + " clips");
        }
        int right = 0;
        for (int i = 0; i < expected.length; i++) {
            right += classOf(i) == expected[i] ? 1 : 0;
        }
        return (double) right / expected.length;
    }
}

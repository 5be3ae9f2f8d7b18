package dev.phasewright.judge;

/**
 * What a judge's verdicts say of one set of clips, compared with a set of real ones of equal size.
 *
 * @param accuracy the share of clips taken for what they should be, or NaN if that is not known
 * @param inception how surely each clip is of a class and how evenly the classes occur; depends on the clips alone
 * @param frechet the distance of the features to the real ones'; compare it with that between two sets of real clips
 * @param precisionRecall quality and variety by k-nearest-neighbour balls
 * @param densityCoverage the same, less easily misled by outliers
 */
public record Scores(
        double accuracy,
        InceptionScore inception,
        double frechet,
        PrecisionRecall precisionRecall,
        DensityCoverage densityCoverage) {

    /** Scores clips that were not asked to be of any class. */
    public static Scores of(Verdicts clips, Verdicts real) {
        return compare(Double.NaN, clips, real);
    }

    /**
     * Scores clips.
     *
     * @param clips verdicts on the clips in question
     * @param expected the class each should be of
     * @param real verdicts on as many real clips
     * @throws IllegalArgumentException if the numbers differ, or there are fewer than six clips
     */
    public static Scores of(Verdicts clips, int[] expected, Verdicts real) {
        return compare(clips.accuracy(expected), clips, real);
    }

    private static Scores compare(double accuracy, Verdicts clips, Verdicts real) {
        if (clips.size() != real.size()) {
            throw new IllegalArgumentException(
                    clips.size() + " clips against " + real.size() + ": the measures depend on these being equal");
        }
        return new Scores(
                accuracy,
                InceptionScore.of(clips.probabilities()),
                FrechetDistance.between(clips.features(), real.features()),
                PrecisionRecall.between(real.features(), clips.features()),
                DensityCoverage.between(real.features(), clips.features()));
    }
}

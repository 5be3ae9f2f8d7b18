package dev.phasewright.judge;

/**
 * The inception score of Salimans et al., "Improved techniques for training GANs" (2016): exp(mean over clips of
 * KL(p(y|x) ‖ p(y))), where p(y|x) is what a classifier says of one clip and p(y) the mean of that over all clips. It
 * is 1 where all clips look alike to the classifier, and the number of classes where each clip is surely of one class
 * and all classes are equally frequent. It does not notice that all clips of a class are the same.
 *
 * @param mean mean over the parts, at least 1
 * @param deviation standard deviation over the parts (dividing by their number, as the paper's program does); 0 for
 *     one part
 */
public record InceptionScore(double mean, double deviation) {
    /** How far from 1 the probabilities of one clip may sum. */
    private static final double SUM_TOLERANCE = 1e-3;

    /**
     * The score of all clips together.
     *
     * @param probabilities {@code [items][classes]}, each row at least 0 and summing to 1
     * @return the score, with deviation 0
     * @throws IllegalArgumentException if there is no clip, or a row is not a distribution over the same classes
     */
    public static InceptionScore of(float[][] probabilities) {
        return of(probabilities, 1);
    }

    /**
     * The score of several parts of the set, as published figures are commonly given (ten parts). The parts are
     * consecutive, so a set that is ordered by class must be shuffled first.
     *
     * @param probabilities {@code [items][classes]}, each row at least 0 and summing to 1
     * @param parts into how many parts to divide, at least 1 and at most the number of items
     * @return mean and standard deviation of the parts' scores
     * @throws IllegalArgumentException if a row is not a distribution over the same classes, or there are fewer items
     *     than parts
     */
    public static InceptionScore of(float[][] probabilities, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("the number of parts must be positive, not " + parts);
        }
        Features.check("probability", probabilities, parts);
        checkDistributions(probabilities);
        double sum = 0;
        double[] scores = new double[parts];
        for (int part = 0; part < parts; part++) {
            int start = (int) ((long) part * probabilities.length / parts);
            int end = (int) ((long) (part + 1) * probabilities.length / parts);
            scores[part] = score(probabilities, start, end);
            sum += scores[part];
        }
        double mean = sum / parts;
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return new InceptionScore(mean, Math.sqrt(squares / parts));
    }

    private static double score(float[][] probabilities, int start, int end) {
        int items = end - start;
        double[] marginal = new double[probabilities[0].length];
        for (int i = start; i < end; i++) {
            for (int c = 0; c < marginal.length; c++) {
                marginal[c] += probabilities[i][c] / (double) items;
            }
        }
        double divergence = 0;
        for (int i = start; i < end; i++) {
            for (int c = 0; c < marginal.length; c++) {
                double p = probabilities[i][c];
                if (p > 0) {
                    divergence += p * (Math.log(p) - Math.log(marginal[c]));
                }
            }
        }
        return Math.exp(divergence / items);
    }

    static void checkDistributions(float[][] probabilities) {
        for (int i = 0; i < probabilities.length; i++) {
            double sum = 0;
            for (float p : probabilities[i]) {
                if (p < 0) {
                    throw new IllegalArgumentException("a probability of item " + i + " is " + p);
                }
                sum += p;
            }
            if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                throw new IllegalArgumentException(
                        "the probabilities of item " + i + " sum to " + sum + " instead of 1");
            }
        }
    }
}

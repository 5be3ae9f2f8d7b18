package dev.phasewright.judge;

/**
 * Features in units of their own spread: each less its mean, over its standard deviation, in a reference set. Where
 * features are of different units, such as hertz and decibels, distances mean something only so.
 */
public final class Standardization {
    /** What lies farther out counts as this, lest one feature that a set of real clips hardly has be all that counts. */
    private static final double FARTHEST = 6;

    private static final double LEAST_SHARE = 1e-4;

    private final double[] mean;
    private final double[] deviation;

    private Standardization(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * The units of a reference set.
     *
     * @param reference {@code [items][features]}, finite, at least two items
     */
    public static Standardization of(float[][] reference) {
        int features = Features.check("reference", reference, 2);
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (float[] item : reference) {
            for (int f = 0; f < features; f++) {
                mean[f] += item[f] / (double) reference.length;
            }
        }
        for (int f = 0; f < features; f++) {
            double squares = 0;
            for (float[] item : reference) {
                squares += (item[f] - mean[f]) * (item[f] - mean[f]) / (reference.length - 1);
            }
            // A feature that is constant but for rounding keeps its own unit.
            double spread = Math.sqrt(squares);
            deviation[f] = spread > LEAST_SHARE * Math.abs(mean[f]) ? spread : 1;
        }
        return new Standardization(mean, deviation);
    }

    /** Items in these units, from −6 to 6. */
    public float[][] apply(float[][] items) {
        float[][] standard = new float[items.length][mean.length];
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < mean.length; f++) {
                double units = (items[i][f] - mean[f]) / deviation[f];
                standard[i][f] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, units));
            }
        }
        return standard;
    }
}

package dev.phasewright.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/**
 * Figures as percentiles of those that were learned from, 0 to 100: so that "80" asks of every quantity the same, more of
 * it than four of five have. In JSON it is the 101 figures at the whole percents.
 */
public final class PercentileScale {
    private static final int PERCENTS = 100;

    private final double[] quantiles;

    private PercentileScale(double[] quantiles) {
        this.quantiles = quantiles;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PercentileScale of(List<Double> quantiles) {
        double[] figures = quantiles.stream().mapToDouble(Double::doubleValue).toArray();
        boolean rising = figures.length == PERCENTS + 1;
        for (int i = 1; i < figures.length; i++) {
            rising &= figures[i - 1] <= figures[i];
        }
        if (!rising || !Double.isFinite(figures[0]) || !Double.isFinite(figures[PERCENTS])) {
            throw new IllegalArgumentException("a scale is " + (PERCENTS + 1) + " figures that do not fall");
        }
        return new PercentileScale(figures);
    }

    /**
     * The scale of some figures; NaN are left out. Between two figures it is linear, as numpy's percentiles are.
     *
     * @throws IllegalArgumentException if none is finite
     */
    public static PercentileScale of(double... figures) {
        double[] sorted =
                Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("there is no figure to make a scale of");
        }
        double[] quantiles = new double[PERCENTS + 1];
        for (int p = 0; p <= PERCENTS; p++) {
            quantiles[p] = between(sorted, (double) p / PERCENTS * (sorted.length - 1));
        }
        return new PercentileScale(quantiles);
    }

    private static double between(double[] figures, double place) {
        int below = Math.min((int) place, figures.length - 1);
        int above = Math.min(below + 1, figures.length - 1);
        return figures[below] + (place - below) * (figures[above] - figures[below]);
    }

    /**
     * The figure at a percentile.
     *
     * @throws IllegalArgumentException if it is not from 0 to 100
     */
    public double figure(double percentile) {
        if (!(percentile >= 0 && percentile <= PERCENTS)) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percentile);
        }
        return between(quantiles, percentile);
    }

    /** The percentile of a figure: 0 and 100 of what is beyond all, the middle of where many are the same; NaN of NaN. */
    public double percentile(double figure) {
        if (Double.isNaN(figure)) {
            return Double.NaN;
        }
        int below = 0;
        while (below <= PERCENTS && quantiles[below] < figure) {
            below++;
        }
        int above = below;
        while (above <= PERCENTS && quantiles[above] == figure) {
            above++;
        }
        if (above > below) {
            return (below + above - 1) / 2.0;
        }
        if (below == 0 || below > PERCENTS) {
            return below == 0 ? 0 : PERCENTS;
        }
        return below - 1 + (figure - quantiles[below - 1]) / (quantiles[below] - quantiles[below - 1]);
    }

    @JsonValue
    List<Double> quantiles() {
        return Arrays.stream(quantiles).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PercentileScale that && Arrays.equals(quantiles, that.quantiles);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(quantiles);
    }

    @Override
    public String toString() {
        return "figures from " + quantiles[0] + " to " + quantiles[PERCENTS] + ", middle " + quantiles[PERCENTS / 2];
    }
}

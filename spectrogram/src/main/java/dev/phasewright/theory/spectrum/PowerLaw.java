package dev.phasewright.theory.spectrum;

import java.util.Arrays;

/**
 * A power that falls with frequency as f^−α, and how surely: the straight line through its logarithms.
 *
 * @param exponent α, positive if power falls
 * @param low the lower end of α's 95 % interval, over clips drawn anew
 * @param high its upper end
 * @param intercept the line's natural logarithm of power at frequency 1
 * @param rSquared how much of the logarithm's variance over the frequencies the line explains: 1 is a perfect power law
 */
public record PowerLaw(double exponent, double low, double high, double intercept, double rSquared) {
    /** Half the width of a normal deviate's 95 % interval. */
    private static final double NORMAL_95 = 1.96;

    /** The law that the line through some points says, with an interval of {@code error} as its standard error. */
    static PowerLaw through(double[] logFrequency, double[] logPower, double error) {
        Line line = Line.through(logFrequency, logPower);
        double alpha = -line.slope;
        return new PowerLaw(alpha, alpha - NORMAL_95 * error, alpha + NORMAL_95 * error, line.intercept, line.rSquared);
    }

    /** A line by least squares. */
    record Line(double slope, double intercept, double rSquared) {
        static Line through(double[] x, double[] y) {
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < x.length; i++) {
                xx += (x[i] - meanX) * (x[i] - meanX);
                xy += (x[i] - meanX) * (y[i] - meanY);
                yy += (y[i] - meanY) * (y[i] - meanY);
            }
            double slope = xx == 0 ? 0 : xy / xx;
            return new Line(slope, meanY - slope * meanX, xx == 0 || yy == 0 ? 0 : xy * xy / (xx * yy));
        }
    }
}

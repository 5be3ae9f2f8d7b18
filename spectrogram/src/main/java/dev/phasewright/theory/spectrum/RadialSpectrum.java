package dev.phasewright.theory.spectrum;

import dev.phasewright.spectrogram.RealFft;
import java.util.List;
import java.util.Optional;

/**
 * Radially averaged power spectral density of clips (RAPSD; as S. Dieleman, "Diffusion is spectral autoregression", 2024,
 * has it): |FFT₂|² over the number of values, so that unit white noise has power 1 everywhere; its mean over rings of equal
 * frequency; the logarithm's mean over clips, resampled at frequencies that are evenly spaced on a logarithmic scale. A line
 * of sound is a clip of one row.
 *
 * <p>Frequencies of the two axes count alike if they turn equally often a cell, so a clip need not be square. That mixes
 * what is unlike, time and pitch; {@link SpatialSpectrum} keeps them apart.
 *
 * @param frequencies in cycles a cell, up to one half
 * @param logPower the mean over clips of power's natural logarithm, at each of them
 * @param law the line through it; its interval is that of the mean over clips of their own slopes
 * @param clips that were averaged; those of no power at all were left out
 */
public record RadialSpectrum(List<Double> frequencies, List<Double> logPower, PowerLaw law, int clips) {
    /** Frequencies that it is resampled at. */
    private static final int POINTS = 32;

    /** Copies the lists. */
    public RadialSpectrum {
        frequencies = List.copyOf(frequencies);
        logPower = List.copyOf(logPower);
    }

    /**
     * The highest frequency whose power stands above that of noise: above it, all is drowned.
     *
     * @param sigma the noise level
     * @return cycles a cell; empty if even the lowest is drowned
     */
    public Optional<Double> seenUpTo(double sigma) {
        Optional<Double> highest = Optional.empty();
        for (int i = 0; i < frequencies.size(); i++) {
            if (logPower.get(i) > 2 * Math.log(sigma)) {
                highest = Optional.of(frequencies.get(i));
            }
        }
        return highest;
    }

    /** Adds up the spectra of clips of one size. Not for use by several threads. */
    public static final class Meter {
        private final int rows;
        private final int columns;
        private final double[] logFrequencies;
        private final double[] sum = new double[POINTS];
        private double slopes;
        private double squaredSlopes;
        private int clips;

        /**
         * A meter of clips of a size.
         *
         * @throws IllegalArgumentException if neither axis has four values, too few for a frequency to rise to another
         */
        public Meter(int rows, int columns) {
            if (rows < 1 || columns < 1 || Math.max(rows, columns) < 4) {
                throw new IllegalArgumentException("no radial spectrum of " + rows + " × " + columns + " values");
            }
            this.rows = rows;
            this.columns = columns;
            int rings = Math.max(rows, columns) / 2;
            logFrequencies = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                logFrequencies[i] = Math.log(Math.pow(rings, i / (POINTS - 1.0)) / Math.max(rows, columns));
            }
        }

        /**
         * Adds a clip, unless it has no power at all.
         *
         * @param clip {@code [rows × columns]}
         * @return whether it was added
         */
        public boolean add(float[] clip) {
            double[] power = rings(clip, rows, columns);
            double most = 0;
            for (double p : power) {
                most = Math.max(most, p);
            }
            if (most == 0) {
                return false;
            }
            double[] log = new double[power.length];
            for (int r = 0; r < log.length; r++) {
                // A frequency that a clip does not have is as if 240 dB below its strongest.
                log[r] = Math.log(Math.max(power[r], 1e-24 * most));
            }
            double[] resampled = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                double ring = Math.exp(logFrequencies[i]) * Math.max(rows, columns);
                int below = Math.min(log.length - 1, Math.max(1, (int) ring)) - 1;
                int above = Math.min(log.length - 1, below + 1);
                double share = Math.min(1, Math.max(0, ring - (below + 1)));
                resampled[i] = (1 - share) * log[below] + share * log[above];
                sum[i] += resampled[i];
            }
            double slope = PowerLaw.Line.through(logFrequencies, resampled).slope();
            slopes += slope;
            squaredSlopes += slope * slope;
            clips++;
            return true;
        }

        /**
         * The spectrum of all clips added.
         *
         * @param variance of the values, by which power is divided, so that white noise of the same variance has power 1
         * @throws IllegalStateException if there is no clip that has any power, or the variance is not positive
         */
        public RadialSpectrum spectrum(double variance) {
            if (clips == 0 || !(variance > 0)) {
                throw new IllegalStateException("all clips are silent, or all the same: there is no spectrum");
            }
            Double[] frequencies = new Double[POINTS];
            Double[] mean = new Double[POINTS];
            double[] line = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                frequencies[i] = Math.exp(logFrequencies[i]);
                line[i] = sum[i] / clips - Math.log(variance);
                mean[i] = line[i];
            }
            double deviation = Math.sqrt(Math.max(0, squaredSlopes / clips - slopes / clips * (slopes / clips)));
            // One clip has no spread, and so says nothing of how sure it is.
            double error = clips < 2 ? Double.POSITIVE_INFINITY : deviation / Math.sqrt(clips - 1.0);
            return new RadialSpectrum(
                    List.of(frequencies), List.of(mean), PowerLaw.through(logFrequencies, line, error), clips);
        }
    }

    /**
     * Mean power of each ring of frequencies, from one cycle over the longer axis to half a cycle a cell; the mean is left
     * out.
     */
    static double[] rings(float[] clip, int rows, int columns) {
        RealFft across = RealFft.of(columns);
        RealFft down = RealFft.of(rows);
        double[] re = new double[rows * across.bins()];
        double[] im = new double[rows * across.bins()];
        double[] line = new double[columns];
        double[] lineRe = new double[across.bins()];
        double[] lineIm = new double[across.bins()];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                line[c] = clip[r * columns + c];
            }
            across.forward(line, lineRe, lineIm);
            for (int k = 0; k < lineRe.length; k++) {
                re[k * rows + r] = lineRe[k];
                im[k * rows + r] = lineIm[k];
            }
        }
        int longer = Math.max(rows, columns);
        double[] sum = new double[longer / 2];
        double[] weight = new double[longer / 2];
        for (int k = 0; k < across.bins(); k++) {
            // The half that is left out mirrors this one.
            double times = k == 0 || 2 * k == columns ? 1 : 2;
            double[] power = columnPower(down, re, im, k * rows);
            for (int j = 0; j < rows; j++) {
                double turns = (double) Math.min(j, rows - j) / rows;
                int ring = (int) Math.rint(longer * Math.hypot(turns, (double) k / columns));
                if (ring >= 1 && ring <= sum.length) {
                    sum[ring - 1] += times * power[j];
                    weight[ring - 1] += times;
                }
            }
        }
        for (int r = 0; r < sum.length; r++) {
            sum[r] = sum[r] / weight[r] / ((double) rows * columns);
        }
        return sum;
    }

    /** |FFT|² of a complex column, by those of its two parts. */
    private static double[] columnPower(RealFft down, double[] re, double[] im, int from) {
        int rows = down.size();
        double[] a = new double[rows];
        double[] b = new double[rows];
        System.arraycopy(re, from, a, 0, rows);
        System.arraycopy(im, from, b, 0, rows);
        double[][] of = new double[4][down.bins()];
        down.forward(a, of[0], of[1]);
        down.forward(b, of[2], of[3]);
        double[] power = new double[rows];
        for (int j = 0; j < rows; j++) {
            int bin = Math.min(j, rows - j);
            double sign = j <= rows - j ? 1 : -1;
            double real = of[0][bin] - sign * of[3][bin];
            double imaginary = sign * of[1][bin] + of[2][bin];
            power[j] = real * real + imaginary * imaginary;
        }
        return power;
    }
}

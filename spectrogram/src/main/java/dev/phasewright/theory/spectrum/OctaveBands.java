package dev.phasewright.theory.spectrum;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The coefficients of a clip in rings of an octave each: that of the mean alone, then from one to two half cycles over the
 * clip's longer axis, from two to four and so on to the corner. A frequency of the shorter axis counts as one of the longer
 * that turns as often a cell.
 */
public final class OctaveBands {
    private final int[] band;
    private final int[] sizes;
    private final int longer;

    /**
     * The bands of clips of a size.
     *
     * @param frames rows
     * @param bands columns
     */
    public OctaveBands(int frames, int bands) {
        this.longer = Math.max(frames, bands);
        this.band = new int[frames * bands];
        for (int k = 0; k < band.length; k++) {
            int row = k / bands;
            double turns = Math.hypot((double) row / frames, (double) (k % bands) / bands);
            // A hair above, lest rounding put a power of two into the band below.
            band[k] = k == 0 ? 0 : Math.max(1, 1 + (int) Math.floor(Math.log(longer * turns + 1e-9) / Math.log(2)));
        }
        this.sizes = new int[band[band.length - 1] + 1];
        for (int b : band) {
            sizes[b]++;
        }
    }

    /** The number of bands. */
    public int count() {
        return sizes.length;
    }

    /** The band of a coefficient, counted row by row. */
    public int of(int coefficient) {
        return band[coefficient];
    }

    /** How many coefficients a band has. */
    public int size(int index) {
        return sizes[index];
    }

    /** The lowest frequency of a band in cycles a cell; 0 of the first. */
    public double from(int index) {
        return index == 0 ? 0 : (1 << (index - 1)) / (2.0 * longer);
    }

    /** What a band is called: its half cycles over the longer axis. */
    public String name(int index) {
        return index == 0 ? "mean" : String.format(Locale.ROOT, "%d–%d", 1 << (index - 1), 1 << index);
    }

    /** The energy of each band: sums of squares of coefficients. */
    public double[] energies(float[] coefficients) {
        double[] energies = new double[sizes.length];
        for (int k = 0; k < band.length; k++) {
            energies[band[k]] += (double) coefficients[k] * coefficients[k];
        }
        return energies;
    }

    /**
     * A sum over the coefficients of each band.
     *
     * @param map a value of each coefficient
     * @param term what of it is added up
     */
    public double[] sums(float[] map, DoubleUnaryOperator term) {
        double[] sums = new double[sizes.length];
        for (int k = 0; k < band.length; k++) {
            sums[band[k]] += term.applyAsDouble(map[k]);
        }
        return sums;
    }
}

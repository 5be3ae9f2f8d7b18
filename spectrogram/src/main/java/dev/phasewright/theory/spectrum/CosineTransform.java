package dev.phasewright.theory.spectrum;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.RealFft;

/**
 * The orthonormal two-dimensional DCT-II and its inverse, {@code scipy.fft.dctn(x, norm="ortho")}: a clip as a sum of cosines
 * along both of its axes. It keeps lengths, so white noise is white noise on either side of it. By matrix products, which for
 * the size of a clip take no longer than a network's first layer. Immutable.
 */
public final class CosineTransform {
    private final int rows;
    private final int columns;
    /** {@code [rows × rows]}: a row each of the cosines over rows. */
    private final float[] overRows;

    private final float[] overColumns;

    /**
     * The transform of arrays of a size.
     *
     * @param rows positive; the frames of a clip
     * @param columns positive; its bands
     * @throws IllegalArgumentException if one of them is not positive
     */
    public CosineTransform(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a transform of " + rows + " × " + columns + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.overRows = cosines(rows);
        this.overColumns = cosines(columns);
    }

    private static float[] cosines(int n) {
        float[] table = new float[n * n];
        for (int k = 0; k < n; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / n);
            for (int i = 0; i < n; i++) {
                table[k * n + i] = (float) (scale * StrictMath.cos(Math.PI * (2 * i + 1) * k / (2.0 * n)));
            }
        }
        return table;
    }

    /**
     * The same of one line of any length, by the Fourier transform of the line and its mirror image.
     *
     * @param line at least one value
     * @return as many coefficients
     */
    public static float[] ofLine(float[] line) {
        int n = line.length;
        RealFft transform = RealFft.of(2 * n);
        double[] mirrored = new double[2 * n];
        for (int i = 0; i < n; i++) {
            mirrored[i] = line[i];
            mirrored[2 * n - 1 - i] = line[i];
        }
        double[] re = new double[transform.bins()];
        double[] im = new double[transform.bins()];
        transform.forward(mirrored, re, im);
        float[] coefficients = new float[n];
        for (int k = 0; k < n; k++) {
            double angle = Math.PI * k / (2.0 * n);
            double twice = re[k] * Math.cos(angle) + im[k] * Math.sin(angle);
            coefficients[k] = (float) (twice / 2 * Math.sqrt((k == 0 ? 1.0 : 2.0) / n));
        }
        return coefficients;
    }

    /** The rows of an array, or the frames of a clip. */
    public int rows() {
        return rows;
    }

    /** Its columns, or bands. */
    public int columns() {
        return columns;
    }

    /**
     * The coefficients of an array.
     *
     * @param values {@code [rows × columns]}
     * @return as many, the lowest frequencies of both axes first
     */
    public float[] forward(float[] values) {
        return product(overRows, product(values, transposed(overColumns, columns), columns), rows);
    }

    /** Undoes {@link #forward}. */
    public float[] inverse(float[] coefficients) {
        return product(transposed(overRows, rows), product(coefficients, overColumns, columns), rows);
    }

    /** {@link #forward} of each item of a batch {@code [batch, rows, columns]}, attached to its manager. */
    public NDArray forward(NDArray batch) {
        try (NDManager scope = batch.getManager().newSubManager()) {
            NDArray across = batch.matMul(scope.create(transposed(overColumns, columns), new Shape(columns, columns)));
            NDArray both = scope.create(overRows, new Shape(rows, rows)).matMul(across);
            across.close();
            both.attach(batch.getManager());
            return both;
        }
    }

    /** {@link #inverse} of each item of a batch {@code [batch, rows, columns]}, attached to its manager. */
    public NDArray inverse(NDArray batch) {
        try (NDManager scope = batch.getManager().newSubManager()) {
            NDArray across = batch.matMul(scope.create(overColumns, new Shape(columns, columns)));
            NDArray both = scope.create(transposed(overRows, rows), new Shape(rows, rows))
                    .matMul(across);
            across.close();
            both.attach(batch.getManager());
            return both;
        }
    }

    /** {@code [m × n]} times {@code [n × p]}. */
    private static float[] product(float[] left, float[] right, int n) {
        int m = left.length / n;
        int p = right.length / n;
        float[] result = new float[m * p];
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                float factor = left[i * n + k];
                for (int j = 0; j < p; j++) {
                    result[i * p + j] += factor * right[k * p + j];
                }
            }
        }
        return result;
    }

    private static float[] transposed(float[] square, int n) {
        float[] result = new float[square.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[j * n + i] = square[i * n + j];
            }
        }
        return result;
    }
}

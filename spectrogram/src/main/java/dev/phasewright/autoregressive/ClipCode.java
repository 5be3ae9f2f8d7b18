package dev.phasewright.autoregressive;

import dev.phasewright.theory.spectrum.CosineTransform;

/**
 * Clips as sentences of symbols and back: the coefficients of a {@link CoefficientTable} in its order, each rounded to
 * the nearest of its steps. What is not in the table is lost. Immutable.
 */
public final class ClipCode {
    private final CoefficientTable table;
    private final CosineTransform transform;

    /** A code by a table. */
    public ClipCode(CoefficientTable table) {
        this.table = table;
        this.transform = new CosineTransform(table.frames(), table.bands());
    }

    /**
     * Writes a clip.
     *
     * @param clip {@code [frames × bands]}, in the network's units
     * @return a symbol for each coefficient of the table, from 0 to {@link CoefficientTable#SYMBOLS} − 1
     */
    public int[] encode(float[] clip) {
        float[] coefficients = transform.forward(clip);
        int[] symbols = new int[table.length()];
        for (int i = 0; i < symbols.length; i++) {
            double steps = (coefficients[table.places().get(i)] - table.means().get(i)) / table.stepOf(i);
            long rounded = Math.round(Math.max(-CoefficientTable.MOST, Math.min(CoefficientTable.MOST, steps)));
            symbols[i] = (int) rounded + CoefficientTable.MOST;
        }
        return symbols;
    }

    /**
     * Reads what was written.
     *
     * @param symbols one for each coefficient of the table
     * @return {@code [frames × bands]}, in the network's units
     * @throws IllegalArgumentException if there are not as many
     */
    public float[] decode(int[] symbols) {
        if (symbols.length != table.length()) {
            throw new IllegalArgumentException(symbols.length + " symbols for " + table.length() + " coefficients");
        }
        float[] coefficients = new float[table.frames() * table.bands()];
        for (int i = 0; i < symbols.length; i++) {
            coefficients[table.places().get(i)] =
                    (float) (table.means().get(i) + (symbols[i] - CoefficientTable.MOST) * table.stepOf(i));
        }
        return transform.inverse(coefficients);
    }
}

package dev.phasewright.autoregressive;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Spread;

/**
 * What writing and reading alone does to real clips, without a network: the floor below which no model of the code can
 * come.
 *
 * @param lost the root mean square of what is lost of a value, in the network's units, in which a value deviates by
 *     about 1
 * @param bits of a clip if each symbol were written by how often it is met in its place (the entropy without
 *     context); what a network saves against it is what it knows
 */
public record CodeLoss(double lost, double bits) {
    private static final int MOST_CLIPS = 512;

    /**
     * Measures recordings, each cut or padded with silence to a clip's length.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CodeLoss of(LogMelDataset data, Normalization normalization, CoefficientTable table) {
        int[] some = Spread.over(data.size(), MOST_CLIPS);
        int clips = some.length;
        if (clips == 0) {
            throw new IllegalArgumentException("there is no recording to write down");
        }
        ClipCode code = new ClipCode(table);
        int[][] met = new int[table.length()][CoefficientTable.SYMBOLS];
        double squares = 0;
        float[] clip = new float[table.frames() * table.bands()];
        for (int item : some) {
            data.copy(item, 0, table.frames(), clip, 0);
            normalization.normalize(clip);
            int[] symbols = code.encode(clip);
            float[] read = code.decode(symbols);
            for (int j = 0; j < clip.length; j++) {
                squares += (double) (read[j] - clip[j]) * (read[j] - clip[j]) / clip.length;
            }
            for (int i = 0; i < symbols.length; i++) {
                met[i][symbols[i]]++;
            }
        }
        double bits = 0;
        for (int[] counts : met) {
            for (int count : counts) {
                bits -= count == 0 ? 0 : (double) count / clips * Math.log((double) count / clips) / Math.log(2);
            }
        }
        return new CodeLoss(Math.sqrt(squares / clips), bits);
    }
}

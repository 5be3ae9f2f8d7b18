package dev.phasewright.vocoder.lab;

/**
 * Cosines and sines in a tenth of the time: the nearest of a table's points, moved on by the first three terms of a
 * series. Off by less than 1e-11. The same bits everywhere, which Math.sin does not promise.
 */
final class UnitCircle {
    private static final int POINTS = 1 << 10;
    private static final double[] COSINES = new double[POINTS];
    private static final double[] SINES = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            COSINES[i] = StrictMath.cos(2 * Math.PI * i / POINTS);
            SINES[i] = StrictMath.sin(2 * Math.PI * i / POINTS);
        }
    }

    private UnitCircle() {}

    /** Turns a complex number, in place, by a part of a turn, of any size below a million turns. */
    static void turn(double[] re, double[] im, int k, double turns) {
        double scaled = turns * POINTS;
        long nearest = Math.round(scaled);
        double d = (scaled - nearest) * (2 * Math.PI / POINTS);
        int i = (int) nearest & (POINTS - 1);
        double c = 1 - d * d * (0.5 - d * d / 24);
        double s = d * (1 - d * d / 6);
        double cos = COSINES[i] * c - SINES[i] * s;
        double sin = SINES[i] * c + COSINES[i] * s;
        double x = re[k];
        double y = im[k];
        re[k] = x * cos - y * sin;
        im[k] = x * sin + y * cos;
    }
}

package dev.phasewright.spectrogram.image;

/**
 * The colour map magma of S. van der Walt and N. Smith: black through violet and orange to pale yellow, evenly spaced to
 * the eye and in grey print. Computed by polynomials of degree six fitted to each channel (M. Zucker, CC0, https://www.shadertoy.com/view/WlfXRN).
 */
final class Magma {
    private static final double[] RED = {
        -0.002136485, 0.251660541, 8.353717279, -27.668733086, 52.176139812, -50.768525365, 18.655705066
    };
    private static final double[] GREEN = {
        -0.000749655, 0.677523244, -3.577719515, 14.264730781, -27.943606072, 29.046582821, -11.489773520
    };
    private static final double[] BLUE = {
        -0.005386128, 2.494026599, 0.314467903, -13.649213188, 12.944169442, 4.234152994, -5.601961509
    };

    private Magma() {}

    /** The colour as {@code 0xRRGGBB} of a level from 0 (black) to 1 (pale yellow); outside, the nearest of them. */
    static int rgb(double level) {
        double t = Math.min(1, Math.max(0, level));
        return channel(RED, t) << 16 | channel(GREEN, t) << 8 | channel(BLUE, t);
    }

    private static int channel(double[] coefficients, double t) {
        double v = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            v = v * t + coefficients[i];
        }
        return (int) Math.round(255 * Math.min(1, Math.max(0, v)));
    }
}

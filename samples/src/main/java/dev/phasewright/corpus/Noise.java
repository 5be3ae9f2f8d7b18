package dev.phasewright.corpus;

/** Noise of five colours, whose power falls or rises with frequency. */
final class Noise {
    /** Of brown noise, per sample: at 16 kHz its spectrum is level below some 25 Hz, so that it stays in range. */
    private static final double LEAK = 0.99;

    private Noise() {}

    /**
     * Noise at no particular level.
     *
     * @param colour {@code white}, {@code pink} (−3 dB an octave), {@code brown} (−6), {@code blue} (+3) or
     *     {@code violet} (+6)
     */
    static double[] of(String colour, Draws draws, int length) {
        double[] noise = new double[length];
        for (int i = 0; i < length; i++) {
            noise[i] = draws.gaussian();
        }
        return switch (colour) {
            case "white" -> noise;
            case "pink" -> pink(noise);
            case "brown" -> brown(noise);
            case "blue" -> differences(pink(noise));
            case "violet" -> differences(noise);
            default -> throw new IllegalArgumentException("no colour " + colour);
        };
    }

    /** Three first-order low-passes and the noise itself, added up: Paul Kellet's economy filter, within 0.5 dB. */
    private static double[] pink(double[] white) {
        double[] pink = new double[white.length];
        double slow = 0;
        double middle = 0;
        double fast = 0;
        for (int i = 0; i < white.length; i++) {
            slow = 0.99765 * slow + 0.0990460 * white[i];
            middle = 0.96300 * middle + 0.2965164 * white[i];
            fast = 0.57000 * fast + 1.0526913 * white[i];
            pink[i] = slow + middle + fast + 0.1848 * white[i];
        }
        return pink;
    }

    private static double[] brown(double[] white) {
        double[] brown = new double[white.length];
        double sum = 0;
        for (int i = 0; i < white.length; i++) {
            sum = LEAK * sum + white[i];
            brown[i] = sum;
        }
        return brown;
    }

    private static double[] differences(double[] signal) {
        double[] differences = new double[signal.length];
        for (int i = 1; i < signal.length; i++) {
            differences[i] = signal[i] - signal[i - 1];
        }
        return differences;
    }
}

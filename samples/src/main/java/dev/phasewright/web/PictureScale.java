package dev.phasewright.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the pictures of a panel are to be read by: linear axes from 0, and colours over 80 dB.
 *
 * @param hertz the frequency at the upper edge
 * @param seconds the time at the right edge
 * @param topDb where the colours end, in dB re a full-scale sine
 */
public record PictureScale(double hertz, double seconds, int topDb) {
    private static final int SPAN = 80;
    private static final int PARTS = 4;

    /** The frequencies along the left edge from the top down, in kilohertz. */
    public List<String> kilohertz() {
        return IntStream.rangeClosed(0, PARTS)
                .mapToObj(i -> figure(hertz / 1000 * (PARTS - i) / PARTS) + (i == 0 ? " kHz" : ""))
                .toList();
    }

    /** The times along the lower edge, in seconds. */
    public List<String> times() {
        return IntStream.rangeClosed(0, PARTS)
                .mapToObj(i -> figure(seconds * i / PARTS) + (i == PARTS ? " s" : ""))
                .toList();
    }

    /** Where the colours begin, in words. */
    public String quietest() {
        return decibels(topDb - SPAN);
    }

    /** Where they end, in words. */
    public String loudest() {
        return decibels(topDb) + " dB re full scale";
    }

    private static String decibels(int level) {
        return level < 0 ? "−" + -level : String.valueOf(level);
    }

    private static String figure(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}

package dev.phasewright.judge.texture;

import dev.phasewright.spectrogram.RealFft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How the motion of a series of numbers is spread over octaves of frequency. */
final class Octaves {
    private Octaves() {}

    /**
     * The power in each octave as the logarithm of its mean per number, by a Fourier transform under a Hann window.
     *
     * @param series the numbers, their mean 0
     * @param rate numbers per second, or per whatever the octaves are counted in
     * @param ends upper end of each octave
     * @param least what is added to each power, lest stillness be −∞
     */
    static List<Double> of(double[] series, double rate, double[] ends, double least) {
        RealFft transform = RealFft.of(series.length);
        double[] windowed = new double[series.length];
        for (int i = 0; i < windowed.length; i++) {
            windowed[i] = series[i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / series.length));
        }
        double[] re = new double[transform.bins()];
        double[] im = new double[transform.bins()];
        transform.forward(windowed, re, im);
        double[] powers = new double[ends.length];
        for (int k = 0; k < re.length; k++) {
            double frequency = k * rate / series.length;
            int octave = 0;
            while (octave < ends.length - 1 && frequency >= ends[octave]) {
                octave++;
            }
            powers[octave] += (re[k] * re[k] + im[k] * im[k]) / series.length / series.length;
        }
        List<Double> logs = new ArrayList<>();
        Arrays.stream(powers).forEach(power -> logs.add(Math.log(power + least)));
        return Collections.unmodifiableList(logs);
    }
}
